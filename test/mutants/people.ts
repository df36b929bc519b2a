// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, guards, journeys, unit } from './guard.ts'

const confirm = 'src/subscribers/confirm.ts'
const ledger = 'src/subscribers/ledger.ts'
const subscribe = 'src/subscribers/subscribe.ts'
const preferences = 'src/subscribers/preferences.ts'
const migration = 'migrations/0002_what_strangers_cannot_stop.sql'

/** Consent, its ledger, and the ways in and out. */
export const people: Guard[] = [
  guards(
    'the ledger is written',
    [
      [ledger, 'from subscribers s where ${who}', 'from subscribers s where 0 and ${who}'],
      [ledger, '= ${createdAt} where ${who}', '= ${createdAt} where 0 and ${who}'],
    ],
    journeys('consent-ledger'),
  ),
  guard(
    'confirming writes what she agreed to',
    confirm,
    '    noteSignUp(db, waiting, issuedAt),\n',
    '',
    journeys('consent-ledger', 'what she agreed to'),
  ),
  guard(
    'confirming is a line',
    confirm,
    "    note(db, waiting, { action: 'confirmed', origin }, now),\n",
    '',
    journeys('consent-ledger', 'what she agreed to'),
  ),
  guard(
    'the line is of the sign-up that she pressed',
    ledger,
    'and u.created_at = ${createdAt} where',
    'and u.created_at = (select max(w.created_at) from sign_ups w where w.subscriber_id = s.id) where',
    journeys('consent-ledger', 'not of the latest'),
  ),
  guard(
    'a line keeps the moment of the sign-up',
    ledger,
    "'signed_up', u.created_at, u.wording_version",
    "'signed_up', u.confirmed_at, u.wording_version",
    journeys('consent-ledger', 'what she agreed to'),
  ),
  guard(
    'a line keeps the words',
    ledger,
    'u.wording_version, u.wording, u.page',
    'u.wording_version, null, u.page',
    journeys('consent-ledger', 'what she agreed to'),
  ),
  guard(
    'coming back is a line',
    confirm,
    '(s.confirmed_at is null or s.unsubscribed_at is not null) and',
    's.confirmed_at is null and',
    journeys('consent-ledger', 'when she comes back'),
  ),
  guard(
    'another press is none',
    confirm,
    '(s.confirmed_at is null or s.unsubscribed_at is not null) and ',
    '',
    journeys('consent-ledger', 'six at once'),
  ),
  guard(
    'leaving again is none',
    'src/subscribers/unsubscribe.ts',
    'note(db, here,',
    'note(db, sql`s.id = ${id}`,',
    journeys('consent-ledger', 'she leaves'),
  ),
  guard(
    'what changes nothing is none',
    preferences,
    's.id = ${id} and ${differs} and',
    's.id = ${id} and',
    journeys('consent-ledger', 'she sets her hours'),
  ),
  guard(
    'going on without a pause is none',
    preferences,
    'const rests = sql`(s.paused_until > ${now} or',
    'const rests = sql`(true or',
    journeys('consent-ledger', 'she pauses'),
  ),
  guard(
    'a pause says until when',
    preferences,
    "action: 'paused', origin, detail: { until } }",
    "action: 'paused', origin }",
    journeys('consent-ledger', 'she pauses'),
  ),
  guard(
    'a referrer is kept without its query',
    'src/pages/origin.ts',
    '/[?#].*$/',
    '/#.*$/',
    journeys('consent-ledger', 'what she agreed to'),
  ),
  guard(
    'nothing is deleted from the ledger',
    migration,
    "BEFORE DELETE ON `consents`\nBEGIN\n\tSELECT RAISE(ABORT, 'the consent ledger is append-only')",
    'BEFORE DELETE ON `consents`\nBEGIN\n\tSELECT 1',
    journeys('consent-ledger', 'DELETE'),
  ),
  guard(
    'nothing is changed in the ledger',
    migration,
    "BEFORE UPDATE ON `consents`\nBEGIN\n\tSELECT RAISE(ABORT, 'the consent ledger is append-only')",
    'BEFORE UPDATE ON `consents`\nBEGIN\n\tSELECT 1',
    journeys('consent-ledger', 'UPDATE'),
  ),
  guard(
    'a network is hashed with our key',
    'src/platform/network.ts',
    '`network:${secret}`',
    "'network:'",
    journeys('consent-ledger', 'network'),
  ),
  guard(
    'a house of IPv6 is one place',
    'src/platform/network.ts',
    'groups.slice(0, 4)',
    'groups.slice(0, 5)',
    journeys('consent-ledger', 'network'),
  ),
  guard(
    'IPv4 within IPv6 is the same place',
    'src/platform/network.ts',
    "groups.slice(0, 6).join(':') === MAPPED",
    'groups.length === 0',
    journeys('consent-ledger', 'network'),
  ),
  guard(
    'a comeback ends the pause',
    confirm,
    ', paused_until = null',
    '',
    journeys('second-thoughts', 'does not outlive'),
  ),
  guards(
    'a link from before she left does not bring her back',
    [
      [confirm, ' and coalesce(s.unsubscribed_at, 0) <= ${issuedAt}', ''],
      ['src/visitor/confirm-routes.tsx', 'return beforeSheLeft || ', 'return '],
    ],
    journeys('consent-ledger', 'when she comes back'),
  ),
  guard(
    'a confirmation holds for thirty days',
    confirm,
    '30 * 86_400_000',
    '32 * 86_400_000',
    journeys('signing-up', 'thirty days'),
  ),
  guard(
    'two minutes between confirmations',
    subscribe,
    'COOLDOWN_MS = 2 *',
    'COOLDOWN_MS = 3 *',
    journeys('signing-up', 'a second confirmation'),
  ),
  guard(
    'three confirmations a week',
    subscribe,
    'MOST_A_WEEK = 3',
    'MOST_A_WEEK = 4',
    journeys('signing-up', 'a second confirmation'),
  ),
  guard(
    'a suppressed address is not written to',
    subscribe,
    'return sql`(not ${isSuppressed}\n    and not exists',
    'return sql`(not exists',
    journeys('news', 'bounced on day 3'),
  ),
  guard(
    'a reader is not asked to confirm',
    subscribe,
    "case when ${mayWriteTo} then 'alreadyReading' else 'confirm' end",
    "'confirm'",
    journeys('signing-up', 'however she writes it'),
  ),
  guard(
    'an address is one line',
    'src/subscribers/address.ts',
    'const dots = local.startsWith',
    'const dots = false && local.startsWith',
    unit('address'),
  ),
]
