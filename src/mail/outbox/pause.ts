import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'
import type { SendOutcome } from '../provider'

const QUARTER_OF_AN_HOUR = 15 * 60_000

/** The statement that pauses all sending until the provider's quota resets (00:00 UTC) or settings may be corrected. */
export function pauseOutbox(db: Db, now: number, { until, reason }: SendOutcome & { outcome: 'stopped' }) {
  const moment = resumeMoment(now, until)
  return db.run(sql`
    insert into outbox (id, paused_until, pause_reason) values (1, ${moment}, ${reason})
    on conflict (id) do update set paused_until = max(coalesce(paused_until, 0), excluded.paused_until), pause_reason = excluded.pause_reason`)
}

function resumeMoment(now: number, until: (SendOutcome & { outcome: 'stopped' })['until']): number {
  const today = new Date(now)
  switch (until) {
    case 'tomorrow':
      return Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + 1)
    case 'next_month':
      return Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, 1)
    case 'settings_mended':
      return now + QUARTER_OF_AN_HOUR
  }
}
