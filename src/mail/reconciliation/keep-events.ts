import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import type { ProviderEvent } from '../provider'

/** The statement that stores events as they came, each once. */
export function keepEvents(db: Db, events: readonly ProviderEvent[], now: number) {
  const list = JSON.stringify(events.map(({ svixId, type, body }) => [svixId, type, body]))
  return db.run(sql`
    insert into provider_events (svix_id, type, body, received_at)
    select value ->> 0, value ->> 1, value ->> 2, ${now} from json_each(${list}) where true
    on conflict (svix_id) do nothing`)
}

/** Whether any event has come since a moment (ms) of less than a week ago: a condition. */
export const anyEventSince = (moment: number) =>
  sql`exists (select 1 from provider_events where (body = '') = 0 and received_at > ${moment})`
