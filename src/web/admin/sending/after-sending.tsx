import type { BroadcastNumbers } from '../../../features/broadcasts/numbers'
import type { BroadcastStatus } from '../../../features/broadcasts/schema'
import { Button } from '../ui/button'
import { PostForm, TextField } from '../ui/field'
import { sayProgress } from './say-progress'
import { sayVerdict, type TestFound } from './say-verdict'

/** What is said of a letter at its end: who has it, and what came of two subjects. */
export type Ending = {
  status: BroadcastStatus
  numbers: BroadcastNumbers
  test: TestFound | null
  canBeRepeated: boolean
}

/** The sentences above the report of a letter. */
export const SaidOfIt = ({ ending, subject }: { ending: Ending; subject: string }) => (
  <>
    <p>{sayProgress(ending.status, ending.numbers)}</p>
    {ending.test?.winner && <p>{sayVerdict(ending.test, subject)}</p>}
  </>
)

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
