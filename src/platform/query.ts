import { type SQL, sql } from 'drizzle-orm'
import { type Column, UNEXPECTED } from './columns'
import type { Db } from './db'

/** The columns of a result by their names. */
export type Columns = Readonly<Record<string, Column<unknown>>>

/** A row that has these columns. */
export type Row<C extends Columns> = { [Name in keyof C]: C[Name] extends Column<infer T> ? T : never }

/**
 * The query for these columns; `rest` is everything after them, from `from` on. Awaited or in a batch it answers with
 * rows whose values were read; a value of another kind throws an error that names statement and column, never the
 * value.
 */
export function select<C extends Columns>(db: Db, columns: C, rest: SQL = sql``) {
  return query(db, columns, (list) => sql`select ${list} ${rest}`)
}

/** The statement that changes rows and answers with these columns of them. */
export function returning<C extends Columns>(db: Db, change: SQL, columns: C) {
  return query(db, columns, (list) => sql`${change} returning ${list}`)
}

/**
 * The same of a statement in another form, such as one that begins with `with`; it has the list of its columns to
 * place.
 */
export function query<C extends Columns>(db: Db, columns: C, statement: (list: SQL) => SQL) {
  const names = Object.keys(columns)
  return answering(db, statement(listOf(columns)), (rows, sayStatement) => {
    const read = readerOf(columns, sayStatement)
    return rows.map((row) => read(names.map((name) => row[name])))
  })
}

/**
 * As `select`, for many rows: they are sent as one JSON text, which costs both sides a fraction of a table of values.
 */
export function selectMany<C extends Columns>(db: Db, columns: C, rest: SQL) {
  const names = sql.raw(Object.keys(columns).map(quoted).join(', '))
  const list = sql`select json_group_array(json_array(${names})) as "list" from (select ${listOf(columns)} ${rest})`
  return answering(db, list, ([row], sayStatement) => {
    const values: unknown[][] = JSON.parse(String(row?.list ?? '[]'))
    return values.map(readerOf(columns, sayStatement))
  })
}

// In as few pieces as may be: drizzle takes far longer over each piece of a statement than over its letters.
function listOf(columns: Columns): SQL {
  const pieces: SQL[] = []
  let plain = ''
  for (const [name, { from }] of Object.entries(columns)) {
    if (plain !== '' || pieces.length > 0) plain += ', '
    if (from) {
      pieces.push(sql.raw(plain), from)
      plain = ''
    } else plain += ownName(name)
    plain += ` as ${quoted(name)}`
  }
  return sql.join([...pieces, sql.raw(plain)])
}

// Without quotes: where SQLite is built with its defaults, a quoted name that does not exist is a text (sqlite.org/quirks.html).
const ownName = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const quoted = (name: string) => `"${name}"`

type Values = Readonly<Record<string, unknown>>

// A statement of drizzle's whose rows go through `read`, awaited as well as in a batch.
function answering<T>(db: Db, statement: SQL, read: (rows: Values[], sayStatement: () => string) => T[]) {
  const raw = db.all<T>(statement)
  const { execute, mapResult } = raw
  const readAll = (rows: unknown) => read(rows as Values[], () => raw.getQuery().sql)
  raw.execute = async () => readAll(await execute())
  raw.mapResult = (result, isFromBatch) => {
    const rows = mapResult.call(raw, result, isFromBatch)
    try {
      return readAll(rows)
    } catch (error) {
      return unreadable(error)
    }
  }
  return raw
}

/** Why the rows of a statement in a batch could not be read, or undefined when they were; the others have theirs. */
export function whyUnreadable(answer: unknown): unknown {
  return typeof answer === 'object' && answer ? reasons.get(answer) : undefined
}

const reasons = new WeakMap<object, unknown>()

function unreadable(reason: unknown): object {
  const answer = {}
  reasons.set(answer, reason)
  return answer
}

function readerOf<C extends Columns>(columns: C, sayStatement: () => string): (values: readonly unknown[]) => Row<C> {
  const entries = Object.entries(columns)
  return (values) => {
    const row: Record<string, unknown> = {}
    for (const [i, [name, column]] of entries.entries()) {
      const value = column.read(values[i])
      if (value === UNEXPECTED) throw unexpected(name, column.expects, values[i], sayStatement())
      row[name] = value
    }
    return row as Row<C>
  }
}

function unexpected(name: string, expects: string, value: unknown, statement: string): Error {
  const found = value === null ? 'nothing' : (FOUND[typeof value] ?? 'bytes')
  const said = statement.replace(/\s+/g, ' ').trim().slice(0, 120)
  return new Error(`${name} is not ${expects} but ${found}, in: ${said}`)
}

const FOUND: Record<string, string> = { string: 'text', number: 'a number', bigint: 'a number', undefined: 'missing' }
