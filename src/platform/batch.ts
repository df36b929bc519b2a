import { type Db, isAboutData, type Statement } from './db'
import { recordFaults } from './faults'
import { problemOf } from './isolate'
import { log } from './log'

/** Statements by name; a name may hold several that belong together. */
export type Steps = Readonly<Record<string, Statement | readonly Statement[]>>

/** What each name answers: the rows of its statement, of several the last one's. */
export type Answers<S extends Steps> = {
  [Name in keyof S]: S[Name] extends readonly [...Statement[], infer Last] ? Awaited<Last> : Awaited<S[Name]>
}

/** Runs named statements as one transaction, in one round trip. */
export async function batch<S extends Steps>(db: Db, steps: S): Promise<Answers<S>> {
  const names = Object.keys(steps)
  const lists = names.map((name) => statementsOf(steps[name]))
  const [first, ...others] = lists.flat()
  if (!first) return {} as Answers<S>
  const rows: unknown[] = await db.batch([first, ...others])
  let end = 0
  return Object.fromEntries(
    names.map((name, i) => {
      end += lists[i]?.length ?? 0
      return [name, rows[end - 1]]
    }),
  ) as Answers<S>
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
  const answers: Record<string, unknown> = {}
  for (const [name, step] of Object.entries(steps)) {
    try {
      Object.assign(answers, await batch(db, { [name]: step }))
    } catch (error) {
      if (!isAboutData(error)) throw error
      const otherWay = otherWays[name]
      if (!otherWay) await noteFault(db, name, error, now)
      answers[name] = otherWay ? await otherWay() : []
    }
  }
  return answers as Answers<S>
}

// Counting a fault must not become one.
async function noteFault(db: Db, step: string, error: unknown, now: number): Promise<void> {
  try {
    await recordFaults(db, [{ code: 'tick_step', subject: step, problem: problemOf(error) }], now)
  } catch (another) {
    log('fault_not_counted', { step, problem: problemOf(another) })
  }
}

function statementsOf(step: Statement | readonly Statement[] | undefined): readonly Statement[] {
  return step === undefined ? [] : 'length' in step ? (step as readonly Statement[]) : [step as Statement]
}
