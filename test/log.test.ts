import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { openDb } from '../src/platform/db'
import { describeError } from '../src/platform/log'

describe('what the log says of an error', () => {
  test('holds no value of a statement that failed', async () => {
    const db = openDb({ LIBSQL_URL: 'http://127.0.0.1:9' })
    const asked = Promise.resolve(db.all(sql`select ${'anna@reader.test'}`))
    const error = await asked.then(
      () => null,
      (error: unknown) => error,
    )
    expect(String(error)).toContain('anna@reader.test')
    expect(JSON.stringify(describeError(error))).not.toContain('anna')
  })

  test('names what was thrown, whatever it is', () => {
    expect(describeError(new RangeError('too far'))).toEqual({ error: 'RangeError', reason: 'too far' })
    expect(describeError('a string')).toEqual({ error: 'unknown' })
  })
})
