import { expect, test } from 'vitest'
import { everyGuard } from './every-guard.ts'
import { findStale } from './find-stale.ts'

test('every guard of `npm run test:mutants` is where its mutant would take it out, and its test is there', () => {
  expect(findStale(everyGuard)).toEqual([])
})

test('a guard whose text or test is gone is named', () => {
  const edits = [{ file: 'src/index.ts', from: 'no such text', to: '' }]
  const by = { project: 'unit', file: 'no-such-test', named: undefined } as const
  expect(findStale([{ name: 'a guard', edits, by }])).toEqual([
    'src/index.ts no longer has, for "a guard": no such text',
    '"a guard" names no test file: no-such-test',
  ])
})
