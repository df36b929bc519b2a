import { type Db, isAboutData, type Statement } from './db'
import { recordFaults } from './faults'
import { problemOf } from './isolate'
import { log } from './log'
import { whyUnreadable } from './query'

/** Statements by name; a name may hold several that belong together. */
export type Steps = Readonly<Record<string, Statement | readonly Statement[]>>

/** What each name answers: the rows of its statement, of several the last one's; nothing where there is no statement. */
export type Answers<S extends Steps> = { [Name in keyof S]: Answer<S[Name]> }

type Answer<Step> = Step extends readonly [...Statement[], infer Last]
  ? Awaited<Last>
  : Step extends readonly Statement[]
    ? unknown
    : Awaited<Step>

/** Runs named statements as one transaction, in one round trip; throws when it is refused or a row cannot be read. */
export async function batch<S extends Steps>(db: Db, steps: S): Promise<Answers<S>> {
  const outcomes = await run(db, steps)
  for (const outcome of outcomes) if ('reason' in outcome) throw outcome.reason
  return named(outcomes)
}

/** What came of one name: its answer, or why there is none. */
type Outcome = { name: string; answer: unknown } | { name: string; reason: unknown }

async function run(db: Db, steps: Steps): Promise<Outcome[]> {
  const lists = Object.entries(steps).map(([name, step]) => ({ name, statements: isList(step) ? step : [step] }))
  const [first, ...others] = lists.flatMap(({ statements }) => statements)
  const rows: unknown[] = first ? await db.batch([first, ...others]) : []
  let end = 0
  return lists.map(({ name, statements }) => {
    end += statements.length
    const answer = statements.length > 0 ? rows[end - 1] : undefined
    const reason = whyUnreadable(answer)
    return reason === undefined ? { name, answer } : { name, reason }
  })
}

/** For names whose data may be refused: another way to the same rows. */
export type OtherWays<S extends Steps> = { [Name in keyof S]?: () => Promise<Answers<S>[Name]> }

/**
 * The same, and where the data of one name is refused, each name as a transaction of its own: what fails alone, or has
 * rows that cannot be read, is done in its other way or, having none, counted as a fault with no rows for an answer.
 * Throws when the database is away.
 */
export async function batchOrEach<S extends Steps>(
  db: Db,
  steps: S,
  now: number,
  otherWays: OtherWays<S> = {},
): Promise<Answers<S>> {
  const answers: Outcome[] = []
  for (const outcome of await runOrEach(db, steps)) {
    const { name } = outcome
    const otherWay = otherWays[name]
    if ('answer' in outcome) answers.push(outcome)
    else if (otherWay) answers.push({ name, answer: await otherWay() })
    else {
      await noteFault(db, name, outcome.reason, now)
      answers.push({ name, answer: [] })
    }
  }
  return named(answers)
}

async function runOrEach(db: Db, steps: Steps): Promise<Outcome[]> {
  try {
    return await run(db, steps)
  } catch (error) {
    if (!isAboutData(error)) throw error
  }
  const outcomes: Outcome[] = []
  for (const [name, step] of Object.entries(steps)) {
    try {
      outcomes.push(...(await run(db, { [name]: step })))
    } catch (reason) {
      if (!isAboutData(reason)) throw reason
      outcomes.push({ name, reason })
    }
  }
  return outcomes
}

// Counting a fault must not become one.
async function noteFault(db: Db, step: string, error: unknown, now: number): Promise<void> {
  try {
    await recordFaults(db, [{ code: 'tick_step', subject: step, problem: problemOf(error) }], now)
  } catch (another) {
    log('fault_not_counted', { step, problem: problemOf(another) })
  }
}

const isList = (step: Statement | readonly Statement[]): step is readonly Statement[] => Array.isArray(step)

// drizzle types a batch by position; what stands at which is known here alone, so this is the one assertion.
function named<S extends Steps>(outcomes: readonly Outcome[]): Answers<S> {
  const answers = outcomes.map((outcome) => [outcome.name, 'answer' in outcome ? outcome.answer : []] as const)
  return Object.fromEntries(answers) as Answers<S>
}
