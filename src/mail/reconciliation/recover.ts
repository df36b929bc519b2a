import { sql } from 'drizzle-orm'
import { batch, type Steps } from '../../platform/batch'
import type { Db } from '../../platform/db'
import { isolate } from '../../platform/isolate'
import { keyOf } from '../outbox/keys'
import type { Kind } from '../outbox/schema'
import type { Accepted, EmailProvider, Page, ProviderEventKind } from '../provider'
import { type AddressOf, applyEvents } from './apply-events'

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
  addressOf: AddressOf,
  now: number,
): Promise<{ requests: number; unreadable: string[]; reachesBack: boolean } | null> {
  const { strange, unreadable, reachesBack } = await compare(db, mails, since)
  const ours: Ours[] = []
  for (const mail of strange) {
    const told = await provider.readMail(mail.id)
    if (told === null) return null
    const to = typeof told === 'string' ? null : (mail.to ?? told.to)
    if (typeof told === 'string' || (told.tag !== '' && to === null)) unreadable.push(mail.id)
    else if (told.tag !== '')
      ours.push({ id: mail.id, key: keyOf(told.tag), to: to ?? '', at: Math.min(mail.at ?? now, now), kind: mail.kind })
  }
  const refused = await isolate(ours, (some) => batch(db, recover(db, some, addressOf, now)))
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

/** A mail of ours that the database does not know; `at` is when the provider took it (ms). */
type Ours = { id: string; key: string; to: string; at: number; kind: ProviderEventKind }

// A letter the database has never heard of is written in as sent, so that it is not written again.
function recover(db: Db, ours: readonly Ours[], addressOf: AddressOf, now: number): Steps {
  const list = JSON.stringify(ours.map(({ id, key, to, at }) => [key, kindOf(key), to, at, id]))
  const written = db.run(sql`
    insert into deliveries (dedupe_key, kind, template, recipient_id, status, due_at, sent_at, provider_id, created_at)
    select j.value ->> 0, j.value ->> 1, 'recovered', s.id, 'sent', j.value ->> 3, j.value ->> 3, j.value ->> 4, j.value ->> 3
    from json_each(${list}) j cross join subscribers s on lower(s.email) = lower(j.value ->> 2)
    where true on conflict (dedupe_key) do nothing`)
  const events = ours.map(({ id, key, at, kind }) => ({ key, kind, at, providerId: id, reason: null }))
  return { written, ...applyEvents(db, events, addressOf, now) }
}

function kindOf(key: string): Kind {
  return key.startsWith('enrolment/') ? 'lesson' : key.startsWith('broadcast/') ? 'broadcast' : 'confirm'
}
