import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isolate } from '../src/platform/isolate'

const refusal = () => Object.assign(new Error('SQLITE_CONSTRAINT'), { name: 'LibsqlError', code: 'SQLITE_CONSTRAINT' })
const withoutReason = () => {
  const cause = Object.assign(new Error('Server returned HTTP status 500'), { status: 500 })
  return Object.assign(new Error('SERVER_ERROR', { cause }), { name: 'LibsqlError', code: 'SERVER_ERROR' })
}
const list = (length: number) => Array.from({ length }, (_, i) => i)

/** A database that takes every list of rows but those with a bad one. */
function rowsWith(bad: ReadonlySet<number>, fail: () => Error) {
  const done: number[] = []
  const work = async (some: readonly number[]) => {
    if (some.some((one) => bad.has(one))) throw fail()
    done.push(...some)
  }
  return { done, work }
}

describe('work that is refused as a whole', () => {
  test.each([
    ['refused', refusal],
    ['failed without a reason', withoutReason],
  ])('is done for all but the row that is %s, wherever it stands among twenty thousand', async (_, fail) => {
    for (const bad of [0, 1, 9999, 19_999]) {
      const { done, work } = rowsWith(new Set([bad]), fail)
      expect((await isolate(list(20_000), work)).map(({ item }) => item)).toEqual([bad])
      expect(done.length).toBe(19_999)
    }
  })

  test('does every row once, and names each that is at fault', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.uniqueArray(fc.nat({ max: 199 }), { maxLength: 5 }),
        async (length, bads) => {
          const bad = new Set(bads.filter((one) => one < length))
          const { done, work } = rowsWith(bad, refusal)
          const failed = await isolate(list(length), work)
          expect(failed.map(({ item }) => item).sort((a, b) => a - b)).toEqual([...bad].sort((a, b) => a - b))
          expect(done.sort((a, b) => a - b)).toEqual(list(length).filter((one) => !bad.has(one)))
        },
      ),
    )
  })

  test('is left to the next tick when the server fails at everything', async () => {
    const { work } = rowsWith(new Set(list(20_000)), withoutReason)
    await expect(isolate(list(20_000), work)).rejects.toThrow('SERVER_ERROR')
  })
})
