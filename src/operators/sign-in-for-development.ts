import { sql } from 'drizzle-orm'
import { batch } from '../platform/batch'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'
import { isOperator } from './active'
import { keepOperators } from './keep'
import type { Whereabouts } from './session'
import { openSession } from './sign-in'

/** Signs in as the first operator of the settings, without a letter; returns the token. For development alone. */
export async function signInForDevelopment(
  db: Db,
  listed: readonly string[],
  whereabouts: Whereabouts,
  now: number,
): Promise<string> {
  const { first } = await batch(db, {
    kept: keepOperators(db, listed, now),
    // The clock of development may have been turned back since.
    added: db.run(sql`update operators set added_at = ${now} where added_at > ${now}`),
    first: select(
      db,
      { id: int`o.id` },
      sql`from operators o where lower(o.email) = lower(${listed[0] ?? ''}) and ${isOperator}`,
    ),
  })
  const operatorId = first[0]?.id ?? 0
  const opening = openSession(db, { operatorId, way: 'development', where: sql`true`, before: null }, whereabouts, now)
  await batch(db, opening.statements)
  return opening.token
}
