import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import type { Recipients } from '../recipients'
import { countRecovered } from './count-letters'
import type { LetterSource } from './enqueue'

/** A letter that the provider has and this database does not. */
export type SentLetter = LetterSource & {
  key: string
  sourceId: number | null
  part: number | null
  address: string
  providerId: string
  sentAt: number
}

/** The statements that record letters as sent, so that they are not written again; not those to an unknown address. */
export function writeSent(db: Db, letters: readonly SentLetter[], recipients: Recipients) {
  const list = JSON.stringify(letters)
  const idOf = (who: keyof Recipients) =>
    sql`case j.value ->> 'to' when ${who} then ${recipients[who].idOf(sql`j.value ->> 'address'`)} end`
  const known = sql`
    select l, subscriber, operator
    from (select j.value as l, ${idOf('subscriber')} as subscriber, ${idOf('operator')} as operator from json_each(${list}) j)
    where subscriber is not null or operator is not null`
  return [
    countRecovered(db, known),
    db.run(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, source_id, part, subscriber_id, operator_id, status, due_at,
        sent_at, provider_id, created_at)
      select l ->> 'key', l ->> 'kind', 'recovered', l ->> 'source', l ->> 'sourceId', l ->> 'part', subscriber, operator, 'sent',
        l ->> 'sentAt', l ->> 'sentAt', l ->> 'providerId', l ->> 'sentAt'
      from (${known}) where true
      on conflict (dedupe_key) do nothing`),
  ] as const
}
