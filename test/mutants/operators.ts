// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, guards, journeys, unit } from './guard.ts'

const request = 'src/operators/request-link.ts'
const signIn = 'src/operators/sign-in.ts'
const session = 'src/operators/session.ts'
const revoke = 'src/operators/revoke-sessions.ts'
const remove = 'src/operators/remove.ts'
const end = 'src/operators/end-access.ts'
const challenge = 'src/operators/challenge.ts'
const byPasskey = 'src/operators/sign-in-by-passkey.ts'
const addPasskey = 'src/operators/add-passkey.ts'
const webauthn = 'src/operators/webauthn.ts'
const log = 'src/operators/read-audit-log.ts'
const gate = 'src/web/admin/signed-in.ts'
const wayBack = 'src/web/admin/way-back.ts'
const cookie = 'src/web/admin/session-cookie.ts'
const limit = 'src/web/admin/sign-in-limit.ts'
const door = 'src/web/admin/sign-in-routes.tsx'

const signInTest = (test?: string) => journeys('admin-sign-in', test)
const operatorsTest = (test?: string) => journeys('admin-operators', test)

/** Who may sign in, and how. */
export const operators: Guard[] = [
  guard(
    'a link expires',
    signIn,
    'l.used_at is null and l.expires_at > ${now} and',
    'l.used_at is null and',
    signInTest('quarter of an hour'),
  ),
  guard('a link works once', signIn, 'l.used_at is null and l.expires_at', 'l.expires_at', signInTest('signs in once')),
  guard(
    'a link is of a present operator',
    signIn,
    '${isOperator} and l.created_at >= o.added_at',
    'true',
    operatorsTest('is out at once'),
  ),
  guard(
    'a sign-in voids the other links',
    signIn,
    'used_at is null and ${isOpen}',
    'used_at is null and id = ${linkId ?? 0} and ${isOpen}',
    signInTest('three letters'),
  ),
  guard(
    'a sign-in replaces the session of its browser',
    signIn,
    'where token_hash = ${before} and',
    'where 0 and token_hash = ${before} and',
    signInTest('the old token'),
  ),
  guard(
    'a sign-in is written down',
    signIn,
    '{ way } }, now, isOpen)',
    '{ way } }, now, sql`false`)',
    operatorsTest('who did what'),
  ),
  guard(
    'the token in a link is signed for its purpose',
    door,
    "read('admin/sign-in',",
    "read('preferences',",
    signInTest('signs in once'),
  ),
  guard(
    'no letter goes to a stranger',
    request,
    'l.operator_id is not null and ${hasTurn(now)}',
    '${hasTurn(now)}',
    signInTest('is told the same'),
  ),
  guard(
    'at most three links are open',
    request,
    'p.used_at is null) < ${MAX_OPEN}',
    'p.used_at is null) < 99',
    signInTest('three letters'),
  ),
  guard(
    'strangers have ten letters a day',
    request,
    'iif(l.known, ${known}, ${stranger})',
    '99',
    signInTest('keeps nobody out'),
  ),
  guard(
    'known browsers and networks have their own',
    request,
    'and p.known = l.known) <',
    ') <',
    signInTest('keeps nobody out'),
  ),
  guard('a network is limited', limit, '.success', '.success || true', signInTest('ten times a minute')),
  guard(
    'a session ends after 30 days',
    session,
    'session.usedAt > now - SESSION_MS ? session',
    'session.usedAt > 0 ? session',
    signInTest('30 days'),
  ),
  guard('a session slides', session, 'set used_at = ${now}, device', 'set device', signInTest('30 days')),
  guard(
    'its use is written at most once an hour',
    session,
    'usedAt <= now - TOUCH_EVERY_MS',
    'usedAt <= now',
    signInTest('once an hour'),
  ),
  guard(
    'an ended session is over',
    session,
    'if (endedBy) return { over: endedBy, id, operatorId }',
    '',
    signInTest('when she signs out'),
  ),
  guard(
    'a session ends with its operator',
    session,
    '${isOperator} and s.created_at >= o.added_at',
    '${isOperator}',
    operatorsTest('stays closed'),
  ),
  guard(
    'a token is stored as its hash',
    session,
    "createHash('sha256').update(token).digest('hex')",
    'token',
    signInTest('no secret of it'),
  ),
  guard('only open sessions pass', gate, "|| 'over' in session", '', signInTest('when she signs out')),
  guard(
    'a session is revoked by its operator alone',
    revoke,
    'operator_id = ${session.operatorId} and ended_at',
    'ended_at',
    signInTest('no business'),
  ),
  guard(
    'all the others are not this one',
    revoke,
    'sql`id <> ${by.session.id}`',
    'sql`true`',
    signInTest('one by one'),
  ),
  guard(
    'what was typed is kept of no session in other hands',
    'src/web/admin/keep-typed.ts',
    '|| !KEPT.has(session.over)',
    '',
    signInTest('ended from elsewhere'),
  ),
  guard(
    'the cookie is for https',
    cookie,
    "secure: true, prefix: 'host' })\n  if (isDevelopment(c)) setCookie",
    'prefix: undefined })\n  if (isDevelopment(c)) setCookie',
    signInTest('signs in once'),
  ),
  guard(
    'the plain cookie is for development',
    cookie,
    '(isDevelopment(c) ? getCookie(c, NAME) : undefined)',
    'getCookie(c, NAME)',
    signInTest('on this machine alone'),
  ),
  guard(
    'the link of development is for development',
    door,
    'if (!isDevelopment(c)) return c.notFound()',
    '',
    signInTest('on this machine alone'),
  ),
  guard(
    'the way back is on this host',
    wayBack,
    'url.origin !== origin || ',
    '',
    signInTest('never one of another site'),
  ),
  guard(
    'the way back is a page of hers',
    wayBack,
    '/^\\/admin(\\/|$)/.test(url.pathname)',
    'true',
    signInTest('never one of another site'),
  ),
  guard(
    'an operator of the settings is not removed',
    remove,
    "source = 'pages' and removed_at",
    'removed_at',
    operatorsTest('not one of the settings'),
  ),
  guard(
    'the last operator is not removed',
    remove,
    '(select count(*) from operators o where ${isOperator}) > 1',
    'true',
    operatorsTest('nor the last one'),
  ),
  guard(
    'who was removed removes nobody',
    remove,
    'and ${isAllowed}',
    '',
    operatorsTest('who was removed a moment before'),
  ),
  guard(
    'sessions end with their operator',
    end,
    "update sessions set ended_at = ${now}, ended_by = 'operator_removed'\n      where operator_id",
    "update sessions set ended_at = ${now}, ended_by = 'operator_removed'\n      where 0 and operator_id",
    operatorsTest('is out at once'),
  ),
  guard(
    'passkeys end with their operator',
    end,
    'db.run(sql`delete from passkeys where operator_id in (${operators})`)',
    'db.run(sql`delete from passkeys where 0 and operator_id in (${operators})`)',
    operatorsTest('added again begins anew'),
  ),
  guard(
    'a challenge grows old',
    challenge,
    '&& issuedAt > now - ANSWER_WITHIN_MS',
    '',
    signInTest('answers each challenge'),
  ),
  guard(
    'a challenge is for one thing',
    challenge,
    'operatorId === operatorOf(what) && ',
    '',
    signInTest('answers each challenge'),
  ),
  guards(
    'a challenge is answered once',
    [
      [byPasskey, 'and not exists (select 1 from used_challenges where hash = ${hash})', ''],
      [addPasskey, ' and not exists (select 1 from used_challenges where hash = ${hash})', ''],
    ],
    signInTest('answers each challenge'),
  ),
  guard(
    'a challenge is ours',
    byPasskey,
    "return isOurs(signer, given, 'sign_in', now)",
    'return true',
    signInTest('answers each challenge'),
  ),
  guard(
    'the counter is kept',
    byPasskey,
    'set counter = ${counter}, used_at',
    'set used_at',
    signInTest('its counter goes on'),
  ),
  guard(
    'a passkey asks for its owner',
    webauthn,
    'requireUserVerification: true',
    'requireUserVerification: false',
    signInTest('without its owner'),
  ),
  guard(
    'a passkey is of this site',
    webauthn,
    'expectedOrigin: new URL(party.publicUrl).origin',
    "expectedOrigin: [new URL(party.publicUrl).origin, 'https://evil.example']",
    signInTest('of another site'),
  ),
  guard(
    'a page of the log begins after the last one',
    log,
    '(a.at, a.id) < (${after.at}, ${after.id})',
    'a.at < ${after.at}',
    operatorsTest('neither lose nor repeat'),
  ),
  guard(
    'a network is told in coarse form',
    'src/platform/network.ts',
    "first.replace(/\\d+$/, 'x')",
    'first',
    unit('network'),
  ),
]
