import { type SQL, sql } from 'drizzle-orm'
import { text } from '../../../platform/columns'
import type { Db } from '../../../platform/db'
import { select } from '../../../platform/query'
import type { CountedLink } from './counted-links'

/** The statement that stores where the links of a broadcast lead. Keys of before stay, as letters that left hold them. */
export function storeLinks(db: Db, broadcastId: number, links: readonly CountedLink[]) {
  const list = JSON.stringify(links.map(({ key, href }) => [key, href]))
  return db.run(sql`
    insert into broadcast_links (broadcast_id, key, href)
    select ${broadcastId}, value ->> 0, value ->> 1 from json_each(${list}) where true
    on conflict do nothing`)
}

/** The statement that deletes the links of these drafts, of which only a test ever left. */
export function forgetLinks(db: Db, drafts: SQL) {
  return db.run(sql`delete from broadcast_links where broadcast_id in (${drafts})`)
}

/**
 * Where a link of a broadcast leads, or null. What was read is remembered, since it never changes: a link that many
 * press leads on while the database is away.
 */
export async function findLink(db: () => Db, broadcastId: number, key: string): Promise<string | null> {
  const name = `${broadcastId}/${key}`
  const known = remembered.get(name)
  if (known !== undefined) return known
  const which = sql`from broadcast_links where broadcast_id = ${broadcastId} and key = ${key}`
  const [row] = await select(db(), { href: text }, which)
  if (!row) return null
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(name, row.href)
  return row.href
}

const MAX_REMEMBERED = 500
const remembered = new Map<string, string>()
