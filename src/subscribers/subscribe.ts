import { sql } from 'drizzle-orm'
import { enqueue, openBatch } from '../delivery/enqueue'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'
import { isSuppressed, mayWriteTo } from './active'
import { note, type Origin } from './ledger'
import type { Wording } from './wording'

export type SignUp = {
  address: string
  firstName: string
  timeZone: string
  sendHour: number
  wording: Wording
  origin: Origin
}

const COOLDOWN_MS = 2 * 60_000
const DAY_MS = 86_400_000
const MOST_A_DAY = 5

/**
 * Signs an address up: the same statements, and so the same time, whoever she is. Somebody new or unconfirmed is asked to
 * confirm, somebody who left may come back by confirming anew, a reader gets a kind note, a suppressed address nothing;
 * none of them more than once in two minutes and five times a day. What is to be sent waits in the batch `batchId`.
 */
export async function subscribe(
  db: Db,
  { address, firstName, timeZone, sendHour, wording, origin }: SignUp,
  batchId: string,
  now: number,
) {
  const her = sql`lower(s.email) = lower(${address})`
  const template = sql`case when ${mayWriteTo} then 'alreadyReading' else 'confirm' end`
  await db.batch([
    db.run(sql`
      insert into subscribers (id, email, first_name, time_zone, send_hour, created_at)
      values (${newId()}, ${address}, ${firstName}, ${timeZone}, ${sendHour}, ${now}) on conflict do nothing`),
    db.run(sql`
      update subscribers set time_zone = ${timeZone}, first_name = case ${firstName} when '' then first_name else ${firstName} end
      where lower(email) = lower(${address}) and confirmed_at is null`),
    note(db, her, { action: 'signed_up', origin, wording }, now),
    enqueue(
      db,
      sql`
        select 'confirmation/' || s.id || '/' || ${batchId}, 'confirm', ${template}, s.id, ${now}, null from subscribers s
        where ${her} and not ${isSuppressed}
          and not exists (${recent(sql`max(${now - COOLDOWN_MS}, coalesce(s.unsubscribed_at, 0))`)} and d.template = ${template})
          and (select count(*) from (${recent(sql`${now - DAY_MS}`)})) < ${MOST_A_DAY}`,
      now,
      batchId,
    ),
    openBatch(db, { id: batchId, kind: 'confirm' }, now),
  ])
}

function recent(since: ReturnType<typeof sql>) {
  return sql`select 1 from deliveries d where d.recipient_id = s.id and d.created_at > ${since} and d.kind = 'confirm'`
}
