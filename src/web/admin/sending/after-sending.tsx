import type { BroadcastNumbers } from '../../../features/broadcasts/numbers'
import type { BroadcastStatus } from '../../../features/broadcasts/schema'
import { Button } from '../ui/button'
import { PostForm, TextField } from '../ui/field'
import { sayProgress } from './say-progress'

/** What is said of a letter at its end, besides its report. */
export type Ending = {
  status: BroadcastStatus
  numbers: BroadcastNumbers
  canBeRepeated: boolean
}

/** Who has it and who does not, above the report of a letter. */
export const SaidOfIt = ({ ending: { status, numbers } }: { ending: Ending }) => <p>{sayProgress(status, numbers)}</p>

/** Sends it again to those who did not click, once. */
export const SendAgain = ({ path, subject }: { path: string; subject: string }) => (
  <PostForm action={`${path}/again`} label="Send it again">
    <h2>Send it again</h2>
    <p>
      Once, with another subject, to those who got it and did not click. This makes a draft; nothing leaves before you
      say so.
    </p>
    <TextField name="subject" label="Another subject" value={`Once more: ${subject}`} />
    <Button look="quiet">Make the draft</Button>
  </PostForm>
)
