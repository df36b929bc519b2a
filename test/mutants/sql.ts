// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

const columns = 'src/platform/columns.ts'
const query = 'src/platform/query.ts'
const batch = 'src/platform/batch.ts'
const rows = (named: string) => journeys('typed-rows', named)
const everyStatement = journeys('query-plans', 'of the source is among those')

/** How raw SQL is read: the kinds of columns, results by name, and that every statement was said to a database. */
export const sqlRows: Guard[] = [
  guard('an int is whole', columns, 'Number.isSafeInteger(value) ?', "typeof value === 'number' ?", unit('columns')),
  guard('a moment fits into Date', columns, 'Math.abs(value) <= 8.64e15', 'true', unit('columns')),
  guard(
    'yes and no are one and zero',
    columns,
    'value === 1 || value === 0',
    "typeof value === 'number'",
    unit('columns'),
  ),
  guard(
    'nothing only where it may be',
    columns,
    'value === null ? null : read(value)',
    'value ? read(value) : null',
    unit('columns'),
  ),
  guard(
    'what is of another kind is refused',
    query,
    'if (value === UNEXPECTED) throw unexpected(name, column.expects, values[i], sayStatement())',
    '',
    rows('of another kind'),
  ),
  guard(
    'a batch throws what it could not read',
    batch,
    "if ('reason' in outcome) throw outcome.reason",
    'outcome',
    rows('in a batch'),
  ),
  guard(
    'what cannot be read of one name leaves the others theirs',
    batch,
    'return reason === undefined ? { name, answer } : { name, reason }',
    'if (reason !== undefined) throw reason\n    return { name, answer }',
    rows('leave the others theirs'),
  ),
  guard(
    "a name of several statements has the last one's rows",
    batch,
    'rows[end - 1]',
    'rows[0]',
    rows('have the kinds'),
  ),
  guard(
    'a column of a statement that is rarely said exists',
    'src/features/broadcasts/fan-out-alone.ts',
    'where id > reached_id',
    'where id > reached',
    everyStatement,
  ),
  guard(
    'a column that only its name says exists',
    'src/mail/outbox/gap.ts',
    'after: text.orNull`catch_up_after`',
    'catchUpTo: text.orNull',
    everyStatement,
  ),
]
