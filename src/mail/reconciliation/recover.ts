import { type SQL, sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import type { Db, Statement } from '../../platform/db'
import { isolate } from '../../platform/isolate'
import { keyOf } from '../outbox/keys'
import type { Accepted, EmailProvider, Page } from '../provider'
import { applyEvent } from './apply-event'

type Mails = Page['mails']

/**
 * Writes down what the database does not know of a page of accepted mails, in one transaction; where the database refuses
 * one of them, the others alone. Returns how many requests the page took, what could not be read or written and may be
 * one of ours, and whether everything behind this page is known; null when the provider did not answer.
 */
export async function recoverPage(
  db: Db,
  provider: Pick<EmailProvider, 'readMail'>,
  mails: Mails,
  since: number,
  addressOf: (id: SQL) => SQL,
  now: number,
): Promise<{ requests: number; unreadable: string[]; reachesBack: boolean } | null> {
  const { strange, unreadable, reachesBack } = await compare(db, mails, since)
  const ours: { id: string; statements: Statement[] }[] = []
  for (const mail of strange) {
    const told = await provider.readMail(mail.id)
    if (told === null) return null
    const to = typeof told === 'string' ? null : (mail.to ?? told.to)
    if (typeof told === 'string' || (told.tag !== '' && to === null)) unreadable.push(mail.id)
    else if (told.tag !== '')
      ours.push({ id: mail.id, statements: recover(db, mail, to ?? '', keyOf(told.tag), addressOf, now) })
  }
  const refused = await isolate(ours, (some) => batch(db, { some: some.flatMap(({ statements }) => statements) }))
  unreadable.push(...refused.map(({ item }) => item.id))
  return { requests: 1 + strange.length, unreadable, reachesBack: reachesBack && strange.length === 0 }
}

/**
 * Which of these mails the database does not know. Newest first, nothing behind a mail that it settled itself before the
 * gap is unknown; what it knows by asking, or sent since, says nothing about what lies behind.
 */
async function compare(db: Db, mails: Mails, since: number) {
  const readable = mails.filter((mail): mail is Accepted => 'id' in mail)
  const list = JSON.stringify(readable.map(({ id, to }) => [id, to?.toLowerCase() ?? null]))
  const known = await db.all<{ id: string; settledBefore: number | null }>(sql`
    select j.value ->> 0 as id, b.settled_at <= ${since} as "settledBefore"
    from json_each(${list}) j
    cross join subscribers s on lower(s.email) = j.value ->> 1
    cross join deliveries d on d.recipient_id = s.id and d.provider_id = j.value ->> 0
    left join batches b on b.id = d.batch_id`)
  const ids = new Map(known.map(({ id, settledBefore }) => [id, settledBefore === 1]))
  const back = mails.findIndex((mail) => 'id' in mail && ids.get(mail.id))
  const unreadable = (back < 0 ? mails : mails.slice(0, back)).flatMap((mail) => ('id' in mail ? [] : [mail.place]))
  return { strange: readable.filter(({ id }) => !ids.has(id)), unreadable, reachesBack: back >= 0 }
}

// A letter the database has never heard of is written in as sent, so that it is not written again.
function recover(
  db: Db,
  { id, at, kind: event }: Accepted,
  to: string,
  key: string,
  addressOf: (id: SQL) => SQL,
  now: number,
): Statement[] {
  const kind = key.startsWith('enrolment/') ? 'lesson' : key.startsWith('broadcast/') ? 'broadcast' : 'confirm'
  const acceptedAt = Math.min(at ?? now, now)
  const insert = db.run(sql`
    insert into deliveries (dedupe_key, kind, template, recipient_id, status, due_at, sent_at, provider_id, created_at)
    select ${key}, ${kind}, 'recovered', s.id, 'sent', ${acceptedAt}, ${acceptedAt}, ${id}, ${acceptedAt}
    from subscribers s where lower(s.email) = lower(${to})
    on conflict (dedupe_key) do nothing`)
  return [insert, ...applyEvent(db, { key, kind: event, at: acceptedAt, providerId: id, reason: null }, addressOf, now)]
}
