// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

const health = 'src/web/health/routes.ts'
const turns = 'src/platform/write-turns.ts'
const timeLimit = 'src/platform/time-limit.ts'
const admission = 'src/platform/admission.ts'

/** A database that is away, slow or crowded, and what is told of it. */
export const database: Guard[] = [
  guard('eight write at once', turns, 'const AT_ONCE = 8', 'const AT_ONCE = 9', unit('write-turns')),
  guard(
    'a person is sent away when 128 wait',
    turns,
    'const MAX_WAITING = 128',
    'const MAX_WAITING = 256',
    unit('write-turns'),
  ),
  guard('work waits all the same', turns, "&& whenCrowded === 'refuse')", ')', unit('write-turns')),
  guard('who gives up frees its place', turns, 'if (now >= lastLook) return giveUp(place)', '', unit('write-turns')),
  guard(
    'a turn that is never given back is forgotten',
    turns,
    'writing = writing.filter(({ until }) => until > now)',
    '',
    unit('write-turns'),
  ),
  guard(
    'first come, first served',
    turns,
    'waiting.includes(place) ? waiting.indexOf(place) : waiting.length',
    '0',
    unit('write-turns'),
  ),
  guard('128 are let in', admission, 'const MAX_INSIDE = 128', 'const MAX_INSIDE = 129', unit('admission')),
  guard(
    'who never says that she leaves is forgotten',
    admission,
    'inside = inside.filter(({ until }) => until > now)',
    '',
    unit('admission'),
  ),
  guard(
    'who was refused is refused to her end',
    timeLimit,
    "inLine === 'refuse' && place === undefined",
    "inLine === 'refuse' && !place",
    unit('admission'),
  ),
  guard(
    'a caller gives up after seconds',
    timeLimit,
    'CALLER: TimeLimit = { answerMs: 7_000, totalMs: 7_000',
    'CALLER: TimeLimit = { answerMs: 60_000, totalMs: 60_000',
    journeys('database-in-trouble', 'says nothing waits seconds'),
  ),
  guard(
    'and waits for all answers together no longer',
    timeLimit,
    'startedAt ??= performance.now()',
    'startedAt = performance.now()',
    journeys('database-in-trouble', 'for all of them together'),
  ),
  guard(
    'it is said when to try again',
    'src/web/http/errors-as-http.tsx',
    "if (code === 'try_again') c.header('Retry-After', String(RETRY_AFTER_S))",
    '',
    journeys('database-in-trouble', 'the way back to her own page'),
  ),
  guard(
    'a database that does not write is not well',
    health,
    'const ok = database && writes && tick',
    'const ok = database && tick',
    journeys('health', 'answers and does not write'),
  ),
  guard(
    'counts are for who has the token',
    health,
    'knowsToken(c) ? readCounts(db, now) : readTick(db)',
    'readCounts(db, now)',
    journeys('health', 'is told nothing of anybody'),
  ),
  guard(
    'all of the token',
    health,
    'timingSafeEqual(digest(token), digest(given))',
    'token.startsWith(given)',
    journeys('health', 'is told nothing of anybody'),
  ),
  guard(
    'five minutes without a tick are too many',
    health,
    'TICK_IS_RECENT_MS = 5 *',
    'TICK_IS_RECENT_MS = 6 *',
    journeys('health', 'no tick has come yet'),
  ),
]
