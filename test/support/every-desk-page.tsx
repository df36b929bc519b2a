/** @jsxImportSource hono/jsx */
import { Account } from '../../src/web/admin/account'
import { Log } from '../../src/web/admin/log'
import { Operators } from '../../src/web/admin/operators'
import { RemoveOperator } from '../../src/web/admin/remove-operator'
import { RemovePasskey } from '../../src/web/admin/remove-passkey'
import { SignIn } from '../../src/web/admin/sign-in'
import { SignInLink } from '../../src/web/admin/sign-in-link'
import { UnsavedForms } from '../../src/web/admin/unsaved'
import { document } from '../../src/web/ui/layout'
import { site } from './every-page'

const now = Date.parse('2026-03-29T06:30:00Z')
const [operator, moment] = [
  { id: 1, email: 'jana@example.com' },
  { now, timeZone: 'Europe/Stockholm' },
]
const session = { way: 'link', createdAt: now, usedAt: now, device: 'Firefox on Windows', network: null } as const
const passkey = { createdAt: now, credentialId: 'a', publicKey: 'b', counter: 0, transports: '[]' }
const listed = { source: 'pages', addedAt: now, seenAt: null, isOnly: false } as const
const entry = { at: now, subject: null, detail: {}, operator: null, device: 'curl', network: '203.0.113.x' }

/** The pages of signing in, of the account, of operators and of the log, in every state. */
export const everyDeskPage = Object.fromEntries(
  Object.entries({
    'sign-in': <SignIn site={site} />,
    'sign-in, asked': <SignIn site={site} asked />,
    'sign-in, mistaken': <SignIn site={site} typed="jana" error="Please enter your email address." />,
    ...Object.fromEntries(
      (['signed_out', 'revoked', 'operator_removed', 'replaced', 'expired'] as const).map((over) => [
        `sign-in, ${over}`,
        <SignIn site={site} over={over} />,
      ]),
    ),
    ...Object.fromEntries(
      (['open', 'used', 'expired'] as const).flatMap((state) =>
        (['sign_in', 'invitation'] as const).map((reason) => [
          `link, ${reason}, ${state}`,
          <SignInLink site={site} action="/admin/sign-in/t" reason={reason} state={state} />,
        ]),
      ),
    ),
    account: (
      <Account
        {...{ site, operator, ...moment }}
        here={1}
        done="added"
        sessions={[1, 2, 3].map((id) => ({ ...session, id }))}
        passkeys={[1, 2].map((id) => ({ ...passkey, id, name: `Laptop ${id}`, usedAt: id === 1 ? null : now }))}
      />
    ),
    'account, new': <Account {...{ site, operator, ...moment }} here={1} done="nothing" sessions={[]} passkeys={[]} />,
    operators: (
      <Operators
        {...{ site, operator, ...moment }}
        operators={[
          { ...listed, id: 1, email: 'jana@example.com', source: 'settings' },
          { ...listed, id: 2, email: 'desk@example.com', seenAt: now },
          { ...listed, id: 3, email: 'alone@example.com', isOnly: true },
        ]}
        done="removed"
        typed="desk"
        error="That does not look like an email address."
      />
    ),
    ...Object.fromEntries(
      [
        { ...listed, id: 2, email: 'desk@example.com' },
        { ...listed, id: 1, email: 'jana@example.com' },
        { ...listed, id: 3, email: 'a@example.com', source: 'settings' as const },
        { ...listed, id: 3, email: 'a@example.com', isOnly: true },
      ].map((whom, i) => [`remove operator ${i}`, <RemoveOperator {...{ site, operator, whom }} />]),
    ),
    'remove passkey': <RemovePasskey {...{ site, operator }} passkey={{ id: 1, name: 'Laptop' }} />,
    log: (
      <Log
        {...{ site, operator, ...moment }}
        isFirst={false}
        next={{ at: 1, id: 1 }}
        entries={[
          { ...entry, id: 1, email: 'jana@example.com', action: 'signed_in', detail: { way: 'passkey' } },
          { ...entry, id: 2, email: null, action: 'of_tomorrow', network: null },
        ]}
      />
    ),
    'log, empty': <Log {...{ site, operator, ...moment }} isFirst next={null} entries={[]} />,
    unsaved: (
      <UnsavedForms
        {...{ site, operator, ...moment }}
        forms={[1, 2].map((n) => ({
          at: now,
          path: '/admin/broadcasts/1',
          fields: [
            ['markdown', `Words ${n}`],
            ['subject', ''],
          ],
        }))}
      />
    ),
    'unsaved, nothing': <UnsavedForms {...{ site, operator, ...moment }} forms={[]} />,
  }).map(([name, page]) => [name, document(page)]),
)
