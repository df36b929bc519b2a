import { Button } from '../ui/button'
import { PostForm, TextField } from '../ui/field'

type RepliesProps = {
  action: string
  replies: number | null
  wrong: { replies: string; sentence: string } | undefined
}

/** How many readers wrote back, which the practitioner alone can know. */
export const Replies = ({ action, replies, wrong }: RepliesProps) => (
  <>
    <h2>Who wrote back</h2>
    <PostForm action={action}>
      <TextField
        name="replies"
        label="Replies so far"
        hint="Replies come to your own inbox, so you alone can count them. Leave it empty if you do not."
        value={wrong?.replies ?? (replies === null ? '' : String(replies))}
        error={wrong?.sentence}
        inputmode="numeric"
        autocomplete="off"
      />
      <Button look="quiet">Note it</Button>
    </PostForm>
  </>
)
