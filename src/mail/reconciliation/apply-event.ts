import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import { recordFaults } from '../../platform/faults'
import { keyOf } from '../outbox/keys'
import { recall } from '../outbox/recall'
import { KINDS, STATUSES, type Status } from '../outbox/schema'
import type { ProviderEvent, ProviderEventKind } from '../provider'

const MEANING: Record<ProviderEventKind, { status: Status; column: string }> = {
  sent: { status: 'sent', column: 'sent_at' },
  delayed: { status: 'delayed', column: 'delayed_at' },
  soft_bounce: { status: 'soft_bounced', column: 'soft_bounced_at' },
  delivered: { status: 'delivered', column: 'delivered_at' },
  opened: { status: 'delivered', column: 'opened_at' },
  clicked: { status: 'delivered', column: 'clicked_at' },
  failed: { status: 'failed', column: 'failed_at' },
  hard_bounce: { status: 'bounced', column: 'bounced_at' },
  complaint: { status: 'complained', column: 'complained_at' },
}

const ORDER = STATUSES.map((status) => `'${status}'`)
const rank = (status: SQL) =>
  sql`case ${status} ${sql.raw(ORDER.map((name, i) => `when ${name} then ${i}`).join(' '))} end`

/** ProviderEventKind of one delivery, from an event or from the provider's list. */
type DeliveryEvent = Pick<ProviderEvent, 'at' | 'providerId' | 'reason'> & { key: string; kind: ProviderEventKind }

/**
 * Writes kind down in one transaction: the event as it came, once; the delivery moves forward only, and the first kind of
 * each kind keeps its moment. A hard bounce or complaint suppresses the address and takes back what has not left; the
 * third soft bounce in a row does so too, until she asks us to go on. `addressOf` gives a recipient's address. ProviderEventKind that
 * could not be read, or of a delivery that nobody knows, is counted as a fault.
 */
export async function recordEvent(
  db: Db,
  report: ProviderEvent,
  addressOf: (recipientId: SQL) => SQL,
  now: number,
): Promise<void> {
  const keep = db.run(sql`
    insert into reports (svix_id, type, body, received_at) values (${report.svixId}, ${report.type}, ${report.body}, ${now})
    on conflict (svix_id) do nothing`)
  const { kind, tag, svixId: subject } = report
  const fault = (what: string) => recordFaults(db, [{ code: 'event', subject, problem: what }], now)
  if (!kind || !tag) {
    await db.batch([keep, ...(report.fault ? [fault(report.fault)] : [])])
    return
  }
  const told = { ...report, kind, key: keyOf(tag) }
  const [, moved] = await db.batch([keep, move(db, told, now), ...consequencesOf(db, told, addressOf, now)])
  // Confirmations are forgotten with people who never confirmed; kind of one that is gone is no fault.
  if (moved.length === 0 && !told.key.startsWith('confirmation/')) await fault('no_such_delivery')
}

/** The statements that move a delivery by kind of it, with what follows for the address. */
export function applyEvent(db: Db, told: DeliveryEvent, addressOf: (recipientId: SQL) => SQL, now: number) {
  return [move(db, told, now), ...consequencesOf(db, told, addressOf, now)]
}

// No kind is older than its delivery or younger than now, whatever the provider's clock says.
function move(db: Db, { key, kind, ...report }: DeliveryEvent, now: number) {
  const { status, column } = MEANING[kind]
  const at = sql`max(${Math.min(report.at ?? now, now)}, created_at)`
  const moment = sql.raw(column)
  const first = column === 'sent_at' ? sql`` : sql`${moment} = coalesce(${moment}, ${at}),`
  return db.all<{ id: number }>(sql`
    update deliveries set ${first} sent_at = coalesce(sent_at, ${at}), provider_id = coalesce(provider_id, ${report.providerId}),
      problem = coalesce(problem, ${report.reason}),
      batch_id = case status when 'queued' then null else batch_id end,
      status = case when ${rank(sql`status`)} < ${rank(sql`${status}`)} then ${status} else status end
    where dedupe_key = ${key} returning id`)
}

function consequencesOf(db: Db, { key, kind }: DeliveryEvent, addressOf: (recipientId: SQL) => SQL, now: number) {
  const recipient = sql`(select recipient_id from deliveries where dedupe_key = ${key})`
  const address = addressOf(recipient)
  if (kind === 'hard_bounce' || kind === 'complaint') {
    const reason = kind === 'complaint' ? 'complaint' : 'hard_bounce'
    return [suppress(db, address, reason, sql`true`, now), recall(db, recipient, KINDS, 'suppressed', now)]
  }
  if (kind === 'soft_bounce') {
    const thrice = threeInARow(recipient, address)
    return [suppress(db, address, 'soft_bounces', thrice, now)]
  }
  return []
}

// A complaint outweighs a bounce, and nothing that is known already is weakened.
function suppress(db: Db, address: SQL, reason: string, when: SQL, now: number) {
  return db.run(sql`
    insert into suppressions (email, reason, suppressed_at)
    select address, ${reason}, ${now} from (select ${address} as address) where address is not null and ${when}
    on conflict (email) do update set reason = excluded.reason, suppressed_at = excluded.suppressed_at, lifted_at = null
    where reason = 'soft_bounces' or excluded.reason = 'complaint'`)
}

function threeInARow(recipient: SQL, address: SQL): SQL {
  return sql`3 = (
    select count(*) from (
      select soft_bounced_at, delivered_at from deliveries
      where recipient_id = ${recipient} and sent_at is not null
        and created_at > coalesce((select lifted_at from suppressions where email = ${address}), 0)
      order by created_at desc limit 3)
    where soft_bounced_at is not null and delivered_at is null)`
}
