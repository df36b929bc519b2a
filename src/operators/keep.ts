import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'
import { endAccess } from './end-access'

/**
 * The statements that make the addresses of the settings operators: a new one is added, one that was removed is
 * restored, one that is no longer listed is removed with all its access. They write nothing when nothing has changed.
 */
export function keepOperators(db: Db, addresses: readonly string[], now: number) {
  const list = JSON.stringify(addresses.map((address) => [newId(), address]))
  const isListed = sql`lower(operators.email) in (select lower(value ->> 1) from json_each(${list}))`
  return [
    db.run(sql`
      insert into operators (id, email, source, added_at)
      select value ->> 0, value ->> 1, 'settings', ${now} from json_each(${list}) where true
      on conflict (lower(email)) do update set source = 'settings', added_at = excluded.added_at, removed_at = null
      where operators.removed_at is not null`),
    db.run(sql`
      update operators set removed_at = ${now} where source = 'settings' and removed_at is null and not ${isListed}`),
    ...endAccess(db, sql`select o.id from operators o where o.removed_at = ${now}`, now),
  ] as const
}
