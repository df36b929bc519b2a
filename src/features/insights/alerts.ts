import { type SQL, sql } from 'drizzle-orm'
import { enqueue } from '../../mail/outbox/enqueue'
import { watchIsDue } from '../../mail/outbox/health'
import { GAP_MS } from '../../mail/outbox/paused'
import { countUnfilled } from '../../mail/outbox/write-again'
import { anyEventSince } from '../../mail/reconciliation/keep-events'
import { isOperator } from '../../operators/active'
import type { Db } from '../../platform/db'
import { faultsSince, isPutAside } from '../../platform/faults'
import { type DueBefore, OVERDUE_MS } from './overdue'

export const CAUSES = [
  'overdue',
  'unsent',
  'faults',
  'template',
  'quota',
  'waiting',
  'signups',
  'silent',
  'complaints',
  'bounces',
  'key',
  'unasked',
] as const
export type Cause = (typeof CAUSES)[number]

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What an alert is in the outbox. */
export const ALERTS = { kind: 'digest', source: 'alert', to: 'operator' } as const

/**
 * The statements that look, each quarter of an hour (`watchIsDue` says when, so they run before `recordHeartbeat`), and
 * write to each operator, through the outbox, what needs attention: at most once a day (UTC) for a cause. Rates are of
 * the last seven days; what Gmail and Resend bear is 0.1 % complaints and 4 % bounces
 * (support.google.com/a/answer/81126, resend.com/docs/knowledge-base).
 */
export function alertOperators(db: Db, dueBefore: DueBefore, now: number) {
  const day = new Date(now).toISOString().slice(0, 10)
  // In a tick that does not check for alerts, nothing is counted: a CASE evaluates no further than it must.
  const watching = sql`exists (select 1 from outbox where id = 1 and ${watchIsDue(now)})`
  const alert = (cause: Cause, number: SQL, when: SQL) =>
    db.run(sql`
      insert into alerts (cause, day, number, raised_at)
      select ${cause}, ${day}, f.number, ${now} from (select case when ${watching} then ${number} end as number) f
      where f.number is not null and case when ${watching} then ${when} end
      on conflict (cause, day) do nothing`)
  const since = now - 7 * DAY
  const rate = (column: string) => sql`(select count(*) from deliveries where ${sql.raw(column)} > ${since})`
  const sent = sql`(select coalesce(sum(accepted), 0) from batches where settled_at > ${since})`
  return {
    alertOverdue: alert(
      'overdue',
      sql`${overdue(now)} + ${tickRanLately(now)} * ${dueBefore.enrolments(now - OVERDUE_MS)}`,
      sql`f.number > 0`,
    ),
    alertUnsent: alert(
      'unsent',
      sql`${tickRanLately(now)} * ${dueBefore.broadcasts(now - OVERDUE_MS)}`,
      sql`f.number > 0`,
    ),
    alertFaults: alert('faults', faultsSince(now - DAY, isPutAside), sql`f.number > 0`),
    alertTemplate: alert('template', countUnfilled, sql`f.number > 0`),
    alertQuota: alert(
      'quota',
      sql`0`,
      sql`exists (select 1 from outbox where paused_until > ${now} and pause_reason like '%quota%')`,
    ),
    alertWaiting: alert('waiting', confirmationsWaiting(now), sql`f.number > 0`),
    // At least twenty in a day, and more than five times as many as on an average day of the week before.
    alertSignUps: alert(
      'signups',
      signUpsBetween(now - DAY, now),
      sql`f.number >= 20 and f.number * 7 > 5 * ${signUpsBetween(now - 8 * DAY, now - DAY)}`,
    ),
    alertSilent: alert('silent', sentYesterday(now), sql`f.number >= 20 and not ${anyEventSince(now - DAY)}`),
    alertComplaints: alert('complaints', rate('complained_at'), sql`f.number * 1000 > ${sent} and ${sent} >= 100`),
    alertBounces: alert('bounces', rate('bounced_at'), sql`f.number * 25 > ${sent} and ${sent} >= 50`),
    alertKey: alert('key', sql`0`, sql`${mayOnlySend} and not ${mustAsk(now)}`),
    alertUnasked: alert('unasked', sql`0`, sql`${mayOnlySend} and ${mustAsk(now)}`),
    writeAlerts: enqueue(
      db,
      ALERTS,
      sql`
        select 'alert/' || a.cause || '/' || a.day || '/' || o.id as dedupe_key, 'alert' as template, a.id as source_id,
          null as part, o.id as recipient_id, ${now} as due_at, ${now + DAY} as expires_at
        from alerts a, operators o where a.day = ${day} and a.raised_at = ${now} and ${isOperator}`,
      now,
    ),
  }
}

// Waiting, or in a batch that is not settled, for a quarter of an hour although written before that; alerts do not
// count.
function overdue(now: number): SQL {
  const late = sql`d.kind <> 'digest' and d.due_at <= ${now - OVERDUE_MS} and d.created_at <= ${now - OVERDUE_MS}`
  return sql`(
    (select count(*) from deliveries d where d.status = 'queued' and ${late} and coalesce(d.expires_at, ${now + 1}) > ${now})
    + (select count(*) from batches b cross join deliveries d on d.batch_id = b.id
       where b.settled_at is null and d.status = 'claimed' and ${late}))`
}

const mayOnlySend = sql`exists (select 1 from outbox where key_problem = 'may_only_send')`

// The gap that this tick is about to notice counts already.
const mustAsk = (now: number) =>
  sql`exists (select 1 from outbox where catch_up_since is not null or last_tick_at < ${now - GAP_MS})`

// Those that found the share of the day used up.
function confirmationsWaiting(now: number): SQL {
  return sql`(select count(*) from deliveries where status = 'queued' and kind = 'confirm' and due_at > ${now})`
}

const signUpsBetween = (after: number, until: number) =>
  sql`(select count(*) from sign_ups where created_at > ${after} and created_at <= ${until})`

// After an outage the first tick sends them; if one ran a quarter of an hour ago, it did not.
const tickRanLately = (now: number) => sql`exists (select 1 from outbox where last_tick_at > ${now - OVERDUE_MS})`

// What left between a day and two hours ago: events about it should have come by now.
function sentYesterday(now: number): SQL {
  return sql`(select coalesce(sum(accepted), 0) from batches where settled_at > ${now - DAY} and settled_at <= ${now - 2 * HOUR})`
}
