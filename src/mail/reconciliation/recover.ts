import { sql } from 'drizzle-orm'
import { batch, type Steps } from '../../platform/batch'
import { bool, text } from '../../platform/columns'
import { isolate } from '../../platform/isolate'
import { select } from '../../platform/query'
import { keyOf } from '../outbox/keys'
import { sourceOf } from '../outbox/letter-kind'
import type { Mailer } from '../outbox/mailer'
import { writeSent } from '../outbox/write-sent'
import type { Accepted, Page, ProviderEventKind } from '../provider'
import type { Recipients } from '../recipients'
import { applyEvents } from './apply-events'

type Mails = Page['mails']

/** What must be known to recognise a mail. */
type Known = Pick<Mailer, 'db' | 'provider' | 'kinds' | 'recipients'>

/**
 * Records what the database does not know of a page of accepted mails, in one transaction; when the database refuses
 * one of them, the others alone. Returns how many requests the page took, what could not be read or written and may be
 * one of ours, and whether everything older than this page is known; null when the provider did not answer.
 */
export async function recoverPage(
  mailer: Known,
  mails: Mails,
  since: number,
  now: number,
): Promise<{ requests: number; unreadable: string[]; reachesBack: boolean } | null> {
  const { db, provider } = mailer
  const { strange, unreadable, reachesBack } = await compare(mailer, mails, since)
  const ours: Ours[] = []
  for (const mail of strange) {
    const told = await provider.readMail(mail.id)
    if (told === null) return null
    const to = typeof told === 'string' ? null : (mail.to ?? told.to)
    if (typeof told === 'string' || (told.tag !== '' && to === null)) unreadable.push(mail.id)
    else if (told.tag !== '')
      ours.push({ id: mail.id, key: keyOf(told.tag), to: to ?? '', at: Math.min(mail.at ?? now, now), kind: mail.kind })
  }
  const refused = await isolate(ours, (some) => batch(db, recover(mailer, some, now)))
  unreadable.push(...refused.map(({ item }) => item.id))
  return { requests: 1 + strange.length, unreadable, reachesBack: reachesBack && strange.length === 0 }
}

/**
 * Which of these mails the database does not know. Newest first, nothing older than a mail that it settled itself
 * before the gap is unknown; what it knows from the provider, or sent since, says nothing about older ones.
 */
async function compare({ db, recipients }: Known, mails: Mails, since: number) {
  const readable = mails.filter((mail): mail is Accepted => 'id' in mail)
  const list = JSON.stringify(readable.map(({ id, to }) => [id, to?.toLowerCase() ?? null]))
  const knownTo = (who: keyof Recipients) => sql`
    select j.value ->> 0 as id, b.settled_at <= ${since} as before
    from json_each(${list}) j
    cross join deliveries d on ${sql.raw(`d.${who}_id`)} = ${recipients[who].idOf(sql`j.value ->> 1`)} and d.provider_id = j.value ->> 0
    left join batches b on b.id = d.batch_id`
  const all = sql`from (${knownTo('subscriber')} union all ${knownTo('operator')})`
  const known = await select(db, { id: text, settledBefore: bool.orNull`before` }, all)
  const ids = new Map(known.map(({ id, settledBefore }) => [id, settledBefore]))
  const back = mails.findIndex((mail) => 'id' in mail && ids.get(mail.id))
  const unreadable = (back < 0 ? mails : mails.slice(0, back)).flatMap((mail) => ('id' in mail ? [] : [mail.place]))
  return { strange: readable.filter(({ id }) => !ids.has(id)), unreadable, reachesBack: back >= 0 }
}

/** A mail of ours that the database does not know; `at` is when the provider accepted it (ms). */
type Ours = { id: string; key: string; to: string; at: number; kind: ProviderEventKind }

// A letter that the database does not know is recorded as sent, so that it is not written again.
function recover({ db, kinds, recipients }: Known, ours: readonly Ours[], now: number): Steps {
  const letters = ours.flatMap(({ id, key, to, at }) => {
    const source = sourceOf(kinds, key)
    return source ? [{ ...source, key, address: to, providerId: id, sentAt: at }] : []
  })
  const events = ours.map(({ id, key, at, kind }) => ({ key, kind, at, providerId: id, reason: null }))
  return {
    written: writeSent(db, letters, recipients),
    ...applyEvents(db, events, recipients.subscriber.addressOf, now),
  }
}
