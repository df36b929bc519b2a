import type { ListedBroadcast } from '../../../features/broadcasts/list'
import type { StartingPoint } from '../../../features/broadcasts/starting-points/starting-points'
import type { Site } from '../../ui/site'
import { Action, ButtonLink } from '../ui/button'
import { AdminPage } from '../ui/page'
import { When } from '../ui/when'

type NewLetterProps = {
  site: Site
  operator: { email: string }
  startingPoints: readonly StartingPoint[]
  /** Letters that can be copied. */
  earlier: readonly ListedBroadcast[]
  at: { now: number; timeZone: string }
}

/** Where a new letter begins: with nothing, with a letter that shows the way, or with an earlier one. */
export const NewLetter = ({ site, operator, startingPoints, earlier, at }: NewLetterProps) => (
  <AdminPage site={site} operator={operator} title="New letter" current="letters" shape="wide">
    <ul class="starts">
      <Start title="An empty page" description="Only you and the words." look="primary" fields={{}} />
      {startingPoints.map(({ id, title, description }) => (
        <Start title={title} description={description} look="quiet" fields={{ start: id }} />
      ))}
    </ul>
    {earlier.length > 0 && (
      <section>
        <h2>Or begin from an earlier letter</h2>
        <p>Its words are copied, and the earlier letter stays as it is.</p>
        <ul class="earlier">
          {earlier.map(({ id, subject, updatedAt, scheduledAt }) => (
            <li>
              <span>
                {subject || 'No subject yet'}{' '}
                <small>
                  <When at={scheduledAt ?? updatedAt} {...at} />
                </small>
              </span>
              <Action action={`/admin/broadcasts/${id}/duplicate`} of={`from ${subject}`}>
                Begin
              </Action>
            </li>
          ))}
        </ul>
        <p>
          <ButtonLink look="quiet" href="/admin/broadcasts">
            All letters
          </ButtonLink>
        </p>
      </section>
    )}
  </AdminPage>
)

type StartProps = { title: string; description: string; look: 'primary' | 'quiet'; fields: Record<string, string> }

const Start = ({ title, description, look, fields }: StartProps) => (
  <li>
    <h2>{title}</h2>
    <p>{description}</p>
    <Action action="/admin/broadcasts" look={look} fields={fields} of={`with ${title.toLowerCase()}`}>
      Begin
    </Action>
  </li>
)
