import { queryOf, type View } from './view'

type ViewChoicesProps = { page: string; view: View; isNobody: boolean }

const CHOICES = [
  { name: 'width', label: 'Screen', choices: { phone: 'Phone', desktop: 'Desktop' } },
  { name: 'light', label: 'Light', choices: { light: 'By day', dark: 'By night' } },
  { name: 'pictures', label: 'Pictures', choices: { on: 'Shown', off: 'Not shown' } },
  { name: 'part', label: 'As', choices: { letter: 'Letter', text: 'Plain text' } },
] as const

/** The choices of a view, each a link. */
export const ViewChoices = ({ page, view, isNobody }: ViewChoicesProps) => {
  const typed = view.reader === 'nobody' ? '' : view.reader
  const own: [string, string][] = typed === '' || isNobody ? [] : [[typed, typed]]
  const readers: [string, string][] = [['', 'Anna, an invented reader'], ['nobody', 'Somebody without a name'], ...own]
  return (
    <div class="choices">
      {CHOICES.map(({ name, label, choices }) => (
        <Choice page={page} view={view} name={name} label={label} choices={Object.entries(choices)} />
      ))}
      <Choice page={page} view={view} name="reader" label="For" choices={readers} />
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
