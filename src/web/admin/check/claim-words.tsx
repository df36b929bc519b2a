import type { ListedClaimWord } from '../../../features/broadcasts/claim-words'
import { PostForm, TextField } from '../../ui/form'
import type { Site } from '../../ui/site'
import { Action, Button } from '../ui/button'
import { Done } from '../ui/done'
import { AdminPage } from '../ui/page'
import { Table } from '../ui/table'

type ClaimWordsProps = {
  site: Site
  operator: { email: string }
  list: readonly ListedClaimWord[]
  done?: string | undefined
  word?: string
  milder?: string
  errors?: { word?: string; milder?: string }
}

/** The list of words that the check names, each with what may be said in its place. */
export const ClaimWords = ({ site, operator, list, done, word, milder, errors = {} }: ClaimWordsProps) => {
  const [looked, off] = [list.filter((one) => one.milder !== null), list.filter((one) => one.milder === null)]
  return (
    <AdminPage site={site} operator={operator} title="Words that claim too much" current="letters">
      <Done code={done} says={DONE} />
      <p>
        Before a letter leaves, these words are looked for in it. None of them keeps a letter here: you decide each
        time. A star stands for any ending, so detox* finds detoxing as well.
      </p>
      <Table
        caption="Words that are looked for"
        columns={[{ words: 'Word' }, { words: 'You might say' }, { words: 'Change', kind: 'actions' }]}
        rows={looked.map((one) => [one.word, one.milder, <Changes of={one} />])}
      />
      {off.length > 0 && (
        <>
          <h2>Taken off the list</h2>
          <Table
            caption="Words that are not looked for"
            columns={[{ words: 'Word' }, { words: 'Change', kind: 'actions' }]}
            rows={off.map((one) => [
              one.word,
              <Action action={`${LIST}/reset`} fields={{ word: one.word }} of={one.word}>
                Put back
              </Action>,
            ])}
          />
        </>
      )}
      <h2>Add a word</h2>
      <PostForm action={LIST} label="Add a word">
        <TextField
          name="word"
          label="Word, or a few words"
          hint="A word that is on the list gets the new phrase."
          autocomplete="off"
          required
          value={word}
          error={errors.word}
        />
        <TextField
          name="milder"
          label="What you might say in its place"
          hint="As strong as what is known: may, can support, many people notice."
          autocomplete="off"
          required
          value={milder}
          error={errors.milder}
        />
        <Button>Add to the list</Button>
      </PostForm>
    </AdminPage>
  )
}

const LIST = '/admin/claim-words'

const Changes = ({ of: { word, milder, given } }: { of: ListedClaimWord }) => (
  <>
    {given !== null && given !== milder && (
      <Action action={`${LIST}/reset`} fields={{ word }} of={word}>
        Put the phrase back
      </Action>
    )}
    <Action action={`${LIST}/remove`} fields={{ word }} of={word}>
      Take off
    </Action>
  </>
)

const DONE = {
  kept: 'The word is on the list.',
  removed: 'The word is off the list.',
  reset: 'The word is as it was.',
} as const
