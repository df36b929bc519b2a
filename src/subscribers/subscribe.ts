import { type SQL, sql } from 'drizzle-orm'
import { enqueue, openBatch } from '../mail/outbox/enqueue'
import { batch } from '../platform/batch'
import { int } from '../platform/columns'
import type { Db } from '../platform/db'
import { newId } from '../platform/ids'
import { returning } from '../platform/query'
import { isSuppressed, mayWriteTo } from './active'
import type { Origin } from './ledger'
import { mailboxOf } from './mailbox'
import { hasOptedOut } from './opt-out'
import { type SignUpLimits, tooMany } from './sign-up-limits'
import { slotAt } from './slot'
import type { Wording } from './wording'

export type SignUp = {
  address: string
  /** Its keyed hash, as in `opt_outs`. */
  addressHash: string
  firstName: string
  /** Null when neither browser nor network named it. */
  timeZone: string | null
  /** The slug of the course that is asked for, and whether the subscriber `s` is on it already. */
  course: string
  isOnCourse: SQL
  wording: Wording
  origin: Origin
}

/** The values of an unconfirmed subscriber. */
type Defaults = { timeZone: string; sendHour: number }

/** What an answer to a sign-up is in the outbox. */
export const ANSWERS = { kind: 'confirm', source: 'sign_up', to: 'subscriber' } as const

const COOLDOWN_MS = 2 * 60_000
const WEEK_MS = 7 * 86_400_000
const MAX_A_WEEK = 3

/**
 * Records that somebody typed this address into the form, and changes nothing about its owner: what was typed is stored
 * in `sign_ups` until it is confirmed. The statements, and so the time they take, are the same for every address.
 *
 * A new or unconfirmed address, or one that unsubscribed, is asked to confirm, and so is a reader who asks for another
 * course. One who is on it already gets a note instead. A
 * suppressed address or one that opted out gets nothing. None gets more than one letter in two minutes, and no mailbox
 * more than three in a week since its last confirmation. The letter is claimed by the batch `batchId`. Returns false
 * when a limit is reached; then nothing is written.
 */
export async function subscribe(
  db: Db,
  signUp: SignUp,
  { defaults, limits }: { defaults: Defaults; limits: SignUpLimits },
  batchId: string,
  now: number,
): Promise<boolean> {
  const { address, addressHash, firstName, timeZone, course, isOnCourse, wording, origin } = signUp
  const { mailbox, domain } = mailboxOf(address)
  const limited = tooMany(domain, origin.networkHash, limits, now)
  const campaign = Object.keys(origin.campaign).length > 0 ? JSON.stringify(origin.campaign) : null
  const id = newId()
  const template = sql`case when ${mayWriteTo} and ${isOnCourse} then 'alreadyReading' else ${confirmationOf(course)} end`
  const soon = sql`(select letter_at <= ${now} from sign_ups where id = ${id})`
  const { written } = await batch(db, {
    known: db.run(sql`
      insert into subscribers (id, email, time_zone, send_hour, created_at)
      select ${newId()}, ${address}, ${defaults.timeZone}, ${defaults.sendHour}, ${now} where not ${limited}
      on conflict do nothing`),
    written: returning(
      db,
      sql`
      insert into sign_ups (id, subscriber_id, created_at, slot_at, letter_at, mailbox, domain, first_name, time_zone, course,
        wording_version, wording, page, referrer, campaign, network_hash)
      select ${id}, s.id, ${now}, slot.at, case when ${hasTurn(mailbox, now)} then slot.at end, ${mailbox},
        ${limits.counted ? domain : null}, ${firstName}, ${timeZone}, ${course}, ${wording.version}, ${wording.words},
        ${origin.page}, ${origin.referrer}, ${campaign}, ${origin.networkHash}
      from subscribers s, (select ${slotAt(now)} as at) slot where lower(s.email) = lower(${address}) and not ${limited}
      on conflict do update set created_at = excluded.created_at`,
      { id: int },
    ),
    letter: enqueue(
      db,
      ANSWERS,
      sql`
        select 'confirmation/' || s.id || '/' || ${batchId} as dedupe_key, ${template} as template, u.id as source_id,
          null as part, s.id as recipient_id, u.letter_at as due_at, null as expires_at
        from sign_ups u join subscribers s on s.id = u.subscriber_id
        where u.id = ${id} and u.letter_at is not null and not ${isSuppressed} and not ${hasOptedOut(addressHash)}`,
      now,
      sql`iif(${soon}, ${batchId}, null)`,
    ),
    opened: openBatch(db, { id: batchId, kind: 'confirm' }, now),
  })
  return written.length > 0
}

/** The name of the template that asks to confirm a sign-up for a course. */
export const confirmationOf = (course: string) => `confirm/${course}`

// Of the subscriber `s`: whether another letter is neither too soon nor too many. An address that gets none for another
// reason counts all the same, so that the limits of a similar address tell nothing about it.
function hasTurn(mailbox: string, now: number) {
  const since = sql`max(${now - COOLDOWN_MS}, coalesce(s.confirmed_at, 0), coalesce(s.unsubscribed_at, 0))`
  const ofMailbox = sql`
    select count(*) from sign_ups u join subscribers o on o.id = u.subscriber_id
    where u.mailbox = ${mailbox} and u.created_at > ${now - WEEK_MS} and u.letter_at > coalesce(o.confirmed_at, 0)`
  return sql`(not exists (select 1 from sign_ups u where u.subscriber_id = s.id and u.created_at > ${now - WEEK_MS} and u.letter_at > ${since})
    and (${ofMailbox}) < ${MAX_A_WEEK})`
}
