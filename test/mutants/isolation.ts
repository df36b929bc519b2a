// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { chaos, type Guard, guard, journeys } from './guard.ts'

const poison = (what: string) => chaos('poison', what)

/** One row that cannot be read or written fails alone, is counted, and is told. */
export const isolation: Guard[] = [
  guard(
    'a tick that is refused goes on in parts',
    'src/jobs/write-due.ts',
    'return writeInParts(db, found, terms, now)',
    'throw error',
    poison('an enrolment that cannot be written'),
  ),
  guard(
    'a zone that is unknown is mended',
    'src/jobs/write-due.ts',
    'if (![...found.due, ...found.lapsed].every(isComputable)) return mend(db, zone, now)',
    '',
    poison('a zone that the clock does not know'),
  ),
  guard(
    'a broadcast that is refused is written in parts',
    'src/jobs/write-due.ts',
    'planned.push(...(await fanOutAlone(db, one, terms, now)))',
    '{}',
    poison('a delivery that cannot be inserted'),
  ),
  guard(
    'a letter that cannot be filled is left out',
    'src/mail/outbox/write-letters.ts',
    'problems.set(letter.id, problemOf(error))',
    'throw error',
    poison('another broadcast with a gap'),
  ),
  guard(
    'frozen content that cannot be read is no end',
    'src/mail/outbox/send-batch.ts',
    '  } catch {\n    return null',
    '  } catch (error) {\n    throw error',
    journeys('what-is-stored', 'what was frozen is torn'),
  ),
  guard(
    'a delivery that cannot be marked stays behind alone',
    'src/mail/outbox/settle.ts',
    '    await closeInParts(',
    '    throw error\n    await closeInParts(',
    poison('cannot be marked as sent'),
  ),
  guard(
    'what failed alone is counted',
    'src/platform/faults.ts',
    'where true\n',
    'where false\n',
    poison('a name in bytes'),
  ),
  guard(
    'what failed alone is told',
    'src/features/insights/alerts.ts',
    'faultsSince(now - DAY, isPutAside), sql`f.number > 0`',
    'faultsSince(now - DAY, isPutAside), sql`f.number > 100`',
    poison('a name in bytes'),
  ),
  guard(
    'a list is halved until one stands alone',
    'src/platform/isolate.ts',
    'else waiting.push(some.slice(middle), some.slice(0, middle))',
    'else waiting.push(some.slice(0, middle))',
    poison('an enrolment that cannot be written'),
  ),
  guard(
    'a tick goes on where the queue refuses',
    'src/jobs/put-on-queue.ts',
    "log('queue_refused', {",
    "throw error\n        log('queue_refused', {",
    journeys('a-worker-dies', 'the queue takes nothing'),
  ),
  guard(
    'what the queue refused is counted',
    'src/jobs/put-on-queue.ts',
    'refused.set(name, problemOf(error))',
    '',
    journeys('a-worker-dies', 'the queue takes nothing'),
  ),
  guard(
    'what the queue refused is not told as put aside',
    'src/platform/faults.ts',
    "sql`code <> 'queue'`",
    'sql`true`',
    journeys('a-worker-dies', 'the queue takes nothing'),
  ),
]
