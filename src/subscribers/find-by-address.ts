import { sql } from 'drizzle-orm'
import { int, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'

/** The subscriber with this address in any letter case, confirmed or not; null when there is none. */
export async function findByAddress(
  db: Db,
  address: string,
): Promise<{ id: number; email: string; firstName: string } | null> {
  const columns = { id: int, email: text, firstName: text }
  const [found] = await select(db, columns, sql`from subscribers where lower(email) = lower(${address})`)
  return found ?? null
}
