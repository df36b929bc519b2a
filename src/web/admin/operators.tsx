import type { ListedOperator } from '../../operators/list'
import { PostForm, TextField } from '../ui/form'
import type { Site } from '../ui/site'
import { Button } from './ui/button'
import { Done } from './ui/done'
import { AdminPage } from './ui/page'
import { Table } from './ui/table'
import { When } from './ui/when'

type OperatorsProps = {
  site: Site
  operator: { id: number; email: string }
  operators: readonly ListedOperator[]
  now: number
  timeZone: string
  done?: string | undefined
  typed?: string
  error?: string
}

/** Who looks after the letters, and adding somebody. */
export const Operators = ({ site, operator, operators, now, timeZone, done, typed, error }: OperatorsProps) => (
  <AdminPage site={site} operator={operator} title="Who can sign in" current="operators">
    <Done code={done} says={DONE} />
    <p>Whoever is listed here can sign in, write and send letters, and is told by email when something needs a look.</p>
    <Table
      caption="Who can sign in"
      columns={[{ words: 'Address' }, { words: 'Since' }, { words: 'Last here' }, { words: 'Remove', kind: 'actions' }]}
      rows={operators.map(({ id, email, source, addedAt, seenAt, isOnly }) => [
        <>
          {email}
          {id === operator.id && <small>You</small>}
        </>,
        <When at={addedAt} now={now} timeZone={timeZone} />,
        seenAt === null ? 'not yet' : <When at={seenAt} now={now} timeZone={timeZone} />,
        source === 'settings' ? (
          <small>Named in the settings</small>
        ) : isOnly ? (
          <small>The only one</small>
        ) : (
          <a class="button quiet" href={`/admin/operators/${id}/remove`}>
            Remove<span class="unseen"> {email}</span>
          </a>
        ),
      ])}
    />
    <p class="hint">
      Whoever is named in the settings of the site (ADMIN_EMAILS) is removed there, by the person who looks after it. So
      nobody can lock you all out from this page.
    </p>
    <h2>Add somebody</h2>
    <PostForm action="/admin/operators" label="Add somebody">
      <TextField
        name="email"
        type="email"
        label="Their email address"
        hint="They get a letter with a link to sign in, which is good for three days."
        autocomplete="off"
        required
        value={typed}
        error={error}
      />
      <Button>Add and invite</Button>
    </PostForm>
  </AdminPage>
)

const DONE = {
  added: 'The address is added, and the invitation is on its way.',
  removed: 'The address is removed and signed out everywhere.',
} as const
