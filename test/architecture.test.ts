import { describe, expect, test } from 'vitest'
import { checkFile } from './architecture/files.ts'
import { checkImports, checkOutsider } from './architecture/imports.ts'
import { known } from './architecture/known.ts'
import { parse, parseFiles } from './architecture/parse.ts'
import { checkQueries } from './architecture/queries.ts'
import { spellings } from './architecture/spellings.ts'
import { checkTables } from './architecture/tables.ts'
import { checkTime } from './architecture/time.ts'
import { checkVendors } from './architecture/vendors.ts'

// What is built before the Worker, or runs in a browser, is no part of its layers.
const sources = parseFiles('src/**/*.{ts,tsx}', /\/_build\/|\/browser\/|\.test\.tsx?$/)
const emails = parseFiles('emails/**/*.{ts,tsx}', /^$/)

const rules = {
  files: checkFile,
  imports: checkImports,
  vendors: checkVendors,
  tables: checkTables(sources),
  queries: checkQueries,
  time: checkTime,
}

const names: Record<keyof typeof rules, string> = {
  files: 'every file has its place and a name that says one thing',
  imports: 'nobody imports from above, from a sibling or from outside',
  vendors: 'every vendor has one adapter',
  tables: 'a table is written only by its own folder, and read only there and above',
  queries: 'rows have the types of their columns, and results of a batch have names',
  time: 'time is given: only the clock asks what time it is',
}
const everyRule = Object.entries(names).map(([rule, name]) => [name, rule as keyof typeof rules] as const)

describe('the source keeps the plan', () => {
  test('has files, letters and tables to look at', () => {
    expect(sources.length).toBeGreaterThan(100)
    expect(emails.length).toBeGreaterThan(30)
  })

  test.each(everyRule)('%s', (_, rule) => {
    const breaches = sources.flatMap((source) => rules[rule](source))
    const excused = known.filter((one) => one.rule === rule)
    const isSame = (a: { path: string; breaks: string }) => (b: typeof a) => a.path === b.path && a.breaks === b.breaks
    const said = breaches.filter((one) => !excused.some(isSame(one)))
    expect([...new Set(said.map(({ path, line, breaks }) => `${path}:${line} ${breaks}`))]).toEqual([])
    const overcome = excused.filter((one) => !breaches.some(isSame(one)))
    expect(overcome, 'no longer true, so it leaves test/architecture/known.ts').toEqual([])
  })

  test('letters are written without knowing the service', () => {
    expect(emails.flatMap(checkOutsider)).toEqual([])
  })
})

describe.each(everyRule)('%s, in whatever spelling', (_, rule) => {
  const read = parse(spellings[rule].map(([path, text]) => ({ path, text })))

  test.each(spellings[rule].map((spelling, i) => [spelling[1].replace(/\s+/g, ' '), spelling, i] as const))(
    '%s',
    (_text, [path, text, breaks], i) => {
      const source = read[i]
      if (!source) throw new Error(`${text} was not parsed`)
      const breaches = rules[rule](source)
      expect(breaches.map((one) => one.breaks).join('\n')).toEqual(
        breaks === null ? '' : expect.stringContaining(breaks),
      )
      expect(breaches.every((one) => one.path === path && one.line >= 1 && one.line <= text.split('\n').length)).toBe(
        true,
      )
    },
  )
})
