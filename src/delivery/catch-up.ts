import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../platform/db'
import type { Accepted, Postman } from '../platform/mail'
import { keyOf } from './keys'
import { believe } from './record-report'

/** After this long without a tick the database may be an older copy of itself, and the provider is asked first. */
export const GAP_MS = 3 * 3_600_000

/** Nothing that waits may leave while the provider told us to stop, or is still to be asked what it already has. */
export const outboxRests = (now: number) =>
  sql`exists (select 1 from outbox where paused_until > ${now} or catch_up_since is not null)`

type State = { since: number; after: string | null }

/**
 * Goes through what the provider accepted since the last tick that this database remembers, newest first, and writes down
 * what the database does not know: yesterday's letters, when it was restored from the day before. Stops after `budget`
 * requests and goes on there at the next tick; returns whether it is done. When the provider cannot answer, nothing leaves.
 */
export async function catchUp(
  db: Db,
  postman: Postman,
  addressOf: (id: SQL) => SQL,
  now: number,
  budget: number,
): Promise<boolean> {
  const [state] = await db.all<State>(sql`
    select catch_up_since as since, catch_up_after as after from outbox where id = 1 and catch_up_since is not null`)
  if (!state) return true
  let { after } = state
  for (let spent = 0; spent < budget; ) {
    const page = await postman.listAccepted(state.since, after)
    if (!page) return false
    if (page === 'not_offered') return done(db) // a provider without a list has nothing to say
    const { strange, reachesBack } = await compare(db, page.mails, state.since)
    const recovered = []
    for (const mail of strange) {
      const tag = await postman.readTag(mail.id)
      if (tag === null) return false
      if (tag !== '') recovered.push(...recover(db, mail, keyOf(tag), addressOf, now))
    }
    const [first, ...others] = recovered
    if (first) await db.batch([first, ...others])
    spent += 1 + strange.length
    after = page.next
    if (after === null || (strange.length === 0 && reachesBack)) return done(db)
    await db.run(sql`update outbox set catch_up_after = ${after} where id = 1`)
  }
  return false
}

async function done(db: Db): Promise<true> {
  await db.run(sql`update outbox set catch_up_since = null, catch_up_after = null where id = 1`)
  return true
}

/**
 * Which of these mails the database does not know. Newest first, nothing behind a mail that it settled itself before the
 * gap is unknown; what it knows by asking, or sent since, says nothing about what lies behind.
 */
async function compare(db: Db, mails: readonly Accepted[], since: number) {
  const list = JSON.stringify(mails.map(({ id, to }) => [id, to.toLowerCase()]))
  const known = await db.all<{ id: string; settledBefore: number | null }>(sql`
    select j.value ->> 0 as id, b.settled_at <= ${since} as "settledBefore"
    from json_each(${list}) j
    cross join subscribers s on lower(s.email) = j.value ->> 1
    cross join deliveries d on d.recipient_id = s.id and d.provider_id = j.value ->> 0
    left join batches b on b.id = d.batch_id`)
  const ids = new Set(known.map(({ id }) => id))
  const strange = mails.filter(({ id }) => !ids.has(id))
  return { strange, reachesBack: known.some(({ settledBefore }) => settledBefore === 1) }
}

// A letter the database has never heard of is written in as sent, so that it is not written again.
function recover(db: Db, { id, to, at, news }: Accepted, key: string, addressOf: (id: SQL) => SQL, now: number) {
  const kind = key.startsWith('enrolment/') ? 'lesson' : key.startsWith('broadcast/') ? 'broadcast' : 'confirm'
  const insert = db.run(sql`
    insert into deliveries (dedupe_key, kind, template, recipient_id, status, due_at, sent_at, provider_id, created_at)
    select ${key}, ${kind}, 'recovered', s.id, 'sent', ${at}, ${at}, ${id}, ${at} from subscribers s where lower(s.email) = lower(${to})
    on conflict (dedupe_key) do nothing`)
  return [insert, ...believe(db, { key, news, at, providerId: id, reason: null }, addressOf, now)]
}
