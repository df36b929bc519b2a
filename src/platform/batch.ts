import { type Db, isAboutData, type Statement } from './db'
import { recordFaults } from './faults'
import { problemOf } from './isolate'
import { log } from './log'

/** Statements by name; a name may hold several that belong together. */
export type Steps = Readonly<Record<string, Statement | readonly Statement[]>>

/** What each name answers: the rows of its statement, of several the last one's; nothing where there is no statement. */
export type Answers<S extends Steps> = { [Name in keyof S]: Answer<S[Name]> }

type Answer<Step> = Step extends readonly [...Statement[], infer Last]
  ? Awaited<Last>
  : Step extends readonly Statement[]
    ? unknown
    : Awaited<Step>

/** Runs named statements as one transaction, in one round trip. */
export async function batch<S extends Steps>(db: Db, steps: S): Promise<Answers<S>> {
  const lists = Object.entries(steps).map(([name, step]) => ({ name, statements: isList(step) ? step : [step] }))
  const [first, ...others] = lists.flatMap(({ statements }) => statements)
  const rows: unknown[] = first ? await db.batch([first, ...others]) : []
  let end = 0
  const answers = lists.map(({ name, statements }) => {
    end += statements.length
    return [name, statements.length > 0 ? rows[end - 1] : undefined] as const
  })
  return named(answers)
}

/** For names whose data may be refused: another way to the same rows. */
export type OtherWays<S extends Steps> = { [Name in keyof S]?: () => Promise<Answers<S>[Name]> }

/**
 * The same, and where the data of one name is refused, each name as a transaction of its own: what fails alone is done
 * in its other way or, having none, counted as a fault with no rows for an answer. Throws when the database is away.
 */
export async function batchOrEach<S extends Steps>(
  db: Db,
  steps: S,
  now: number,
  otherWays: OtherWays<S> = {},
): Promise<Answers<S>> {
  try {
    return await batch(db, steps)
  } catch (error) {
    if (!isAboutData(error)) throw error
  }
  const answers: [string, unknown][] = []
  for (const [name, step] of Object.entries(steps)) {
    try {
      const { alone } = await batch(db, { alone: step })
      answers.push([name, alone])
    } catch (error) {
      if (!isAboutData(error)) throw error
      const otherWay = otherWays[name]
      if (!otherWay) await noteFault(db, name, error, now)
      answers.push([name, otherWay ? await otherWay() : []])
    }
  }
  return named(answers)
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
function named<S extends Steps>(answers: readonly (readonly [string, unknown])[]): Answers<S> {
  return Object.fromEntries(answers) as Answers<S>
}
