import { type SQL, sql } from 'drizzle-orm'

/** One column of a result: what it is computed from (null: the column of its own name), and how its value is read. */
export type Column<T> = { from: SQL | null; expects: string; read: (value: unknown) => T | typeof UNEXPECTED }

/** A kind of column; as a tag it says what the column is computed from: `int\`count(*)\``. */
export type Kind<T> = Tag<T> & {
  /** The same, or null. */
  orNull: Tag<T | null>
  /** The same, and any other value, as left by a manual edit, is read as `instead`. */
  orElse: <const F>(instead: F) => Tag<T | F>
}

type Tag<T> = Column<T> & ((strings: TemplateStringsArray, ...values: readonly unknown[]) => Column<T>)

/** What `read` answers to a value that is not of its kind. */
export const UNEXPECTED = Symbol('unexpected')

/** A whole number; the server sends numbers that were parameters as floats. */
export const int = kind('a whole number', (value) => (Number.isSafeInteger(value) ? Number(value) : UNEXPECTED))

/** A moment in ms, as far as `Date` reaches. */
export const moment = kind('a moment', (value) =>
  typeof value === 'number' && Math.abs(value) <= 8.64e15 ? value : UNEXPECTED,
)

export const text = kind('text', (value) => (typeof value === 'string' ? value : UNEXPECTED))

/** Yes or no, which SQLite writes as 1 and 0. */
export const bool = kind('yes or no', (value) => (value === 1 || value === 0 ? value === 1 : UNEXPECTED))

/** Any value: for what is checked before it is used. */
export const anything = kind<unknown>('anything', (value) => value)

/** One of these strings. */
export const oneOf = <Word extends string>(words: readonly Word[]) =>
  kind(`one of ${words.join(', ')}`, (value) => words.find((word) => word === value) ?? UNEXPECTED)

function kind<T>(expects: string, read: Column<T>['read']): Kind<T> {
  return Object.assign(tag(expects, read), {
    orNull: tag<T | null>(`${expects} or nothing`, (value) => (value === null ? null : read(value))),
    orElse: <const F>(instead: F) =>
      tag<T | F>(expects, (value) => {
        const found = read(value)
        return found === UNEXPECTED ? instead : found
      }),
  })
}

function tag<T>(expects: string, read: Column<T>['read']): Tag<T> {
  const computed = (strings: TemplateStringsArray, ...values: readonly unknown[]) => ({
    from: sql(strings, ...values),
    expects,
    read,
  })
  return Object.assign(computed, { from: null, expects, read })
}
