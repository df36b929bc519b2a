import { sql } from 'drizzle-orm'
import * as z from 'zod'
import { int, moment, text } from '../platform/columns'
import type { Db } from '../platform/db'
import { type Row, select } from '../platform/query'

const ENTRY = {
  id: int`a.id`,
  at: moment`a.at`,
  /** Null when the settings did it. */
  email: text.orNull`(select o.email from operators o where o.id = a.operator_id)`,
  action: text`a.action`,
  subject: text.orNull`a.subject`,
  detail: text.orNull`a.detail`,
  /** The address of the operator that a subject names. */
  operator: text.orNull`(select o.email from operators o where a.action = 'operator_removed' and o.id = cast(a.subject as integer))`,
  device: text`a.device`,
  network: text.orNull`a.network`,
}

/** An entry of the log; `detail` is what its sentence needs. */
export type AuditEntry = Omit<Row<typeof ENTRY>, 'detail'> & { detail: Readonly<Record<string, string | number>> }

/** Where a page of the log begins: after the entry of this moment (ms) and id. */
export type Cursor = { at: number; id: number }

const A_PAGE = 50

const details = z.record(z.string(), z.union([z.string(), z.number()]))

/** Where the newest page begins. */
export const NEWEST: Cursor = { at: Number.MAX_SAFE_INTEGER, id: 0 }

/** One page of the log, newest first, and where the next one begins; null when there is none. */
export async function readAuditLog(db: Db, after: Cursor): Promise<{ entries: AuditEntry[]; next: Cursor | null }> {
  const rows = await select(
    db,
    ENTRY,
    sql`from audit_log a where (a.at, a.id) < (${after.at}, ${after.id})
      order by a.at desc, a.id desc limit ${sql.raw(String(A_PAGE + 1))}`,
  )
  const entries = rows.slice(0, A_PAGE).map(({ detail, ...entry }) => ({ ...entry, detail: readDetail(detail) }))
  const last = entries.at(-1)
  return { entries, next: rows.length > A_PAGE && last ? { at: last.at, id: last.id } : null }
}

// An entry whose details were changed by hand is read without them.
function readDetail(json: string | null): AuditEntry['detail'] {
  try {
    return details.parse(JSON.parse(json ?? '{}'))
  } catch {
    return {}
  }
}
