import { sql } from 'drizzle-orm'
import { text } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'
import { findSubscriber, isReader, type Subscriber } from './find'

/** A sign-up whose confirmation was opened: what it said, and the zone that applies if it is confirmed. */
export type PendingSignUp = {
  subscriber: Subscriber
  /** The moment of the sign-up, which its link names. */
  issuedAt: number
  /** Null for a link that was sent before sign-ups were stored; then the columns of `subscribers` count. */
  signUp: { firstName: string; timeZone: string | null } | null
  timeZone: string
}

/** The sign-up of this subscriber at this moment, or null when there is no such subscriber. */
export async function findPending(
  db: Db,
  id: number,
  issuedAt: number,
  defaultTimeZone: string,
): Promise<PendingSignUp | null> {
  const [subscriber, [signUp]] = await Promise.all([
    findSubscriber(db, id),
    select(
      db,
      { firstName: text, timeZone: text.orNull },
      sql`from sign_ups where subscriber_id = ${id} and created_at = ${issuedAt}`,
    ),
  ])
  if (!subscriber) return null
  const newcomer = subscriber.confirmedAt === null
  const timeZone =
    signUp && !isReader(subscriber)
      ? (signUp.timeZone ?? (newcomer ? defaultTimeZone : subscriber.timeZone))
      : subscriber.timeZone
  return { subscriber, issuedAt, signUp: signUp ?? null, timeZone }
}
