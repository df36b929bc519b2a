import { TextField } from '../../ui/form'
import { Button } from '../ui/button'
import { queryOf, type View } from './view'

type ViewChoicesProps = { page: string; view: View; isNobody: boolean; operator: { email: string } }

/** The choices of a view, each a link, and sending the letter to oneself. */
export const ViewChoices = ({ page, view, isNobody, operator }: ViewChoicesProps) => {
  const typed = view.reader === 'nobody' ? '' : view.reader
  const { reader: _, ...rest } = view
  const own: [string, string][] = typed === '' || isNobody ? [] : [[typed, typed]]
  const readers: [string, string][] = [['', 'Anna, an invented reader'], ['nobody', 'Somebody without a name'], ...own]
  return (
    <div class="views">
      <Choice
        page={page}
        view={view}
        name="width"
        label="Screen"
        choices={[
          ['phone', 'Phone'],
          ['desktop', 'Desktop'],
        ]}
      />
      <Choice
        page={page}
        view={view}
        name="light"
        label="Light"
        choices={[
          ['light', 'By day'],
          ['dark', 'By night'],
        ]}
      />
      <Choice
        page={page}
        view={view}
        name="pictures"
        label="Pictures"
        choices={[
          ['on', 'Shown'],
          ['off', 'Not shown'],
        ]}
      />
      <Choice
        page={page}
        view={view}
        name="part"
        label="Kind"
        choices={[
          ['letter', 'Letter'],
          ['text', 'Plain text'],
        ]}
      />
      <Choice page={page} view={view} name="reader" label="For" choices={readers} />
      <form method="get" action={`${page}/preview`} aria-label="A reader of yours" novalidate>
        {Object.entries(rest).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <TextField
          name="reader"
          type="email"
          label="A reader of yours"
          hint="By email address. The links lead nowhere, so you cannot unsubscribe anybody from here."
          autocomplete="off"
          value={typed}
          error={isNobody ? 'None of your readers has this address.' : undefined}
        />
        <Button look="quiet">Show it for them</Button>
      </form>
      <form method="post" action={`${page}/test`}>
        <p class="hint">See it in your own inbox, marked as a test. It goes to {operator.email} and to nobody else.</p>
        <Button>Send me a test</Button>
      </form>
    </div>
  )
}

type ChoiceProps = {
  page: string
  view: View
  name: keyof View
  label: string
  choices: readonly (readonly [value: string, words: string])[]
}

// Links, so that every view can be opened without a script, in another tab, and by going back.
const Choice = ({ page, view, name, label, choices }: ChoiceProps) => (
  <nav class="choice" aria-label={label}>
    <span aria-hidden="true">{label}</span>
    <ul>
      {choices.map(([value, words]) => (
        <li>
          <a
            href={`${page}/preview${queryOf({ ...view, [name]: value })}`}
            aria-current={view[name] === value ? 'true' : undefined}
          >
            {words}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
