import { type SQL, sql } from 'drizzle-orm'
import { addUp, type LetterCounts, readCounts } from '../../mail/counts/read'
import { stillToLeave } from '../../mail/outbox/still-to-leave'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { select } from '../../platform/query'
import { countLeftByLetter } from '../../subscribers/left-by-letter'
import { BROADCASTS } from './broadcast-source'
import type { Broadcast } from './find'
import { letterKey } from './got-letter'
import { type Verdict, verdictOf } from './judge-test'
import { countByLink, countByPart } from './links/clicks'
import { readSubjectTest } from './subject-test'
import { countBounces, countFailures } from './why-not-delivered'

const DAY_MS = 86_400_000

/** Within so many days a booking is put down to the letter before it. */
export const BOOKING_DAYS = 7

/** A provider gives up on a letter within days; what bounces later than this is not looked for. */
const BOUNCE_DAYS = 14

/** Why letters were not delivered, by the code of the provider (empty where it gave none). */
export type Reason = { problem: string; letters: number }

/** Who opened one link: people, and readers for whom only machines did. */
export type LinkNumbers = { key: string; href: string; people: number; machines: number }

/** The letters with one of the subjects of a test, or those after it (part 0), and the people who clicked in them. */
export type PartNumbers = LetterCounts & { people: number }

/**
 * What became of a broadcast. People are counted once, whatever they clicked. `left` are those who unsubscribed with the
 * link of this very letter, `booked` those who booked within `BOOKING_DAYS` of getting it.
 */
export type Report = Omit<LetterCounts, 'part'> & {
  waiting: number
  failed: number
  people: number
  machines: number
  left: number
  booked: number
  links: readonly LinkNumbers[]
  bounces: readonly Reason[]
  failures: readonly Reason[]
  parts: readonly PartNumbers[]
  /** The two subjects of a test, which parts 1 and 2 had, and how it was decided; null without one. */
  subjects: { a: string; b: string; verdict: Verdict | null } | null
}

/** What other features know: the query for who booked from one moment (ms) until another. */
export type ReportTerms = { bookingsBetween: (from: number, until: number) => SQL }

type Left = Pick<Broadcast, 'id' | 'subject' | 'scheduledAt' | 'finishedAt'>

/** The numbers of a broadcast that has left or is leaving, in one round trip. */
export async function reportOf(db: Db, broadcast: Left, terms: ReportTerms, now: number): Promise<Report> {
  const { id, scheduledAt, finishedAt } = broadcast
  const from = scheduledAt ?? now
  const until = (days: number) => (finishedAt ?? now) + days * DAY_MS
  const { counts, waiting, byPart, tested, links, bounces, failures, left, booked } = await batch(db, {
    counts: readCounts(db, BROADCASTS.source, id),
    waiting: select(db, { letters: int`count(*)` }, sql`from (${stillToLeave(BROADCASTS, sql`${id}`)})`),
    byPart: countByPart(db, id),
    tested: readSubjectTest(db, id),
    links: countByLink(db, id),
    bounces: countBounces(db, id, from, until(BOUNCE_DAYS)),
    failures: countFailures(db, id, from, until(BOUNCE_DAYS)),
    left: countLeftByLetter(db, id),
    booked: countBooked(db, id, terms.bookingsBetween(from, until(BOOKING_DAYS))),
  })
  return {
    ...addUp(counts),
    waiting: waiting[0]?.letters ?? 0,
    failed: failures.reduce((all, { letters }) => all + letters, 0),
    people: byPart.reduce((all, { people }) => all + people, 0),
    machines: byPart.reduce((all, { machines }) => all + machines, 0),
    left: left[0]?.people ?? 0,
    booked: booked[0]?.people ?? 0,
    links,
    bounces,
    failures,
    subjects: tested[0] ? { a: broadcast.subject, b: tested[0].subject, verdict: verdictOf(tested[0].trial) } : null,
    parts: counts.map((part) => ({ ...part, people: byPart.find((one) => one.part === part.part)?.people ?? 0 })),
  }
}

// Of those who booked, the ones whose letter had left, and not longer ago.
function countBooked(db: Db, id: number, bookings: SQL) {
  return select(
    db,
    { people: int`count(*)` },
    sql`
    from (${bookings}) k
      cross join deliveries d on d.dedupe_key = ${letterKey(sql`${id}`, sql`k.subscriber_id`)}
    where k.booked_at >= d.sent_at and k.booked_at < d.sent_at + ${BOOKING_DAYS * DAY_MS}`,
  )
}
