import { PostForm } from '../ui/form'

/** How long a pause may last: the field `pauseFor` holds the ISO 8601 duration. */
export const pauses = [
  { duration: 'P7D', words: 'A week' },
  { duration: 'P14D', words: 'Two weeks' },
  { duration: 'P1M', words: 'A month' },
] as const

/** Three lengths of a pause, one button each. */
export const PauseButtons = ({ action }: { action: string }) => (
  <PostForm action={action} class="row" label="Pause the letters for">
    {pauses.map(({ duration, words }) => (
      <button class="quiet" type="submit" name="pauseFor" value={duration}>
        {words}
      </button>
    ))}
  </PostForm>
)
