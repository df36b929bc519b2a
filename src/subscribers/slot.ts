import { sql } from 'drizzle-orm'
import { hasDailyQuota } from '../mail/outbox/daily-quota'

const DAY_MS = 86_400_000

/**
 * What confirmations may use of a day on Resend's free plan, which has 100 mails (resend.com/pricing): half, so that
 * strangers cannot delay a lesson until midnight UTC.
 */
export const DAY_SHARE = 50

/** A confirmation that would wait longer than until the day after tomorrow is not accepted. */
const MAX_DAYS = 3

/**
 * When the confirmation of one more sign-up leaves: now, or where the provider counts the day and this day's share is
 * spent, at the next midnight (UTC) with a place left. Every attempt takes a place, also one that gets no letter, so
 * that the wait of one address tells nothing about another.
 */
export function slotAt(now: number) {
  const today = now - (now % DAY_MS)
  const days = sql`${taken(today)} / ${sql.raw(String(DAY_SHARE))}`
  return sql`case when ${hasDailyQuota} then max(${now}, ${today} + (${days}) * ${DAY_MS}) else ${now} end`
}

/** Whether the shares of the coming days are used up as well. */
export function noSlotLeft(now: number) {
  return sql`(${hasDailyQuota} and ${taken(now - (now % DAY_MS))} >= ${DAY_SHARE * MAX_DAYS})`
}

const taken = (today: number) =>
  sql`(select count(*) from (select 1 from sign_ups where slot_at >= ${today} limit 1000))`
