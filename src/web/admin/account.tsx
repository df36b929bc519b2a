import type { ListedPasskey } from '../../operators/list-passkeys'
import type { ListedSession } from '../../operators/list-sessions'
import type { Site } from '../ui/site'
import { Passkeys } from './passkeys'
import { Action } from './ui/button'
import { Done } from './ui/done'
import { AdminPage } from './ui/page'
import { Table } from './ui/table'
import { When } from './ui/when'

type AccountProps = {
  site: Site
  operator: { email: string }
  sessions: readonly ListedSession[]
  passkeys: readonly ListedPasskey[]
  /** The session that asks. */
  here: number
  now: number
  timeZone: string
  done: string | undefined
}

/** An operator's own account: the passkeys, and where the operator is signed in. */
export const Account = ({ site, operator, sessions, passkeys, here, now, timeZone, done }: AccountProps) => (
  <AdminPage site={site} operator={operator} title="Account" current="account" scripts={['passkeys']}>
    <Done code={done} says={DONE} />
    <p>
      You are signed in as <strong class="address">{operator.email}</strong>.
    </p>
    <Passkeys passkeys={passkeys} now={now} timeZone={timeZone} />
    <h2 id="signed-in">Where you are signed in</h2>
    <Table
      caption="Where you are signed in"
      columns={[
        { words: 'Browser' },
        { words: 'Last used' },
        { words: 'Signed in' },
        { words: 'Sign out', kind: 'actions' },
      ]}
      rows={sessions.map((session) => [
        <>
          {session.device}
          <small>{session.id === here ? 'This browser' : (session.network ?? 'Network unknown')}</small>
        </>,
        session.id === here ? 'now' : <When at={session.usedAt} now={now} timeZone={timeZone} />,
        <>
          <When at={session.createdAt} now={now} timeZone={timeZone} />, {WAYS[session.way]}
        </>,
        session.id !== here && (
          <Action action={`/admin/account/sessions/${session.id}/revoke`} of={`of ${session.device}`}>
            Sign out
          </Action>
        ),
      ])}
    />
    <p class="hint">
      A browser that you do not use for 30 days is signed out by itself. The time of the last use may be up to an hour
      behind.
    </p>
    <div class="buttons">
      {sessions.length > 1 && (
        <Action action="/admin/account/sessions/revoke" fields={{ which: 'others' }}>
          Sign out everywhere else
        </Action>
      )}
      <Action action="/admin/account/sessions/revoke" fields={{ which: 'all' }}>
        Sign out everywhere, here too
      </Action>
    </div>
  </AdminPage>
)

const WAYS = { link: 'with a link', passkey: 'with a passkey', development: 'for development' } as const

const DONE = {
  one: 'That browser is signed out.',
  others: 'You are signed out everywhere but here.',
  added: 'The passkey is added. From now on you can sign in with it.',
  renamed: 'The passkey has its new name.',
  removed: 'The passkey is removed. You may now delete it on your device as well.',
} as const
