import { failedWithoutAWord, isAboutData } from './db'
import { describeError } from './log'

/** An item that failed alone, and why. */
export type Failed<Item> = { item: Item; problem: string }

/** The most pieces of work that one call makes of a list; what is left waits for the next call. */
const MAX_PIECES = 100

/** When so many pieces more than it takes to find one row failed without a reason, it is the database that fails. */
const MORE_THAN_ONE_ROW = 4

/**
 * Does `work` for a whole list; where the data is refused, for its halves, until what is at fault is alone. Returns
 * what failed; `work` is done for all others, unless more failed than the pieces allow. Throws when the database is
 * away.
 */
export async function isolate<Item>(
  list: readonly Item[],
  work: (some: readonly Item[]) => PromiseLike<unknown>,
): Promise<Failed<Item>[]> {
  const failed: Failed<Item>[] = []
  const waiting = [list]
  const toFindOne = Math.ceil(Math.log2(list.length + 1)) + MORE_THAN_ONE_ROW
  let done = 0
  for (let pieces = 1; pieces <= MAX_PIECES; pieces++) {
    const some = waiting.pop()
    if (some === undefined) break
    const [item] = some
    if (item === undefined) continue
    try {
      await work(some)
      done++
    } catch (error) {
      const fails = failedWithoutAWord(error) && done === 0 && pieces > toFindOne
      if (!isAboutData(error) || fails) throw error
      const middle = Math.ceil(some.length / 2)
      if (some.length === 1) failed.push({ item, problem: problemOf(error) })
      else waiting.push(some.slice(middle), some.slice(0, middle))
    }
  }
  return failed
}

/** What went wrong, in words that hold no values: what cannot be read is not quoted. */
export function problemOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'not JSON'
  const { error: name, reason = name } = describeError(error)
  return reason
}
