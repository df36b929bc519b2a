import { sql } from 'drizzle-orm'
import { bookingsBetween } from '../../src/features/bookings/booked'
import { countClick } from '../../src/features/broadcasts/links/count-click'
import { type Report, reportOf } from '../../src/features/broadcasts/report'
import { startDatabase } from '../support/database.ts'
import { cpuSeconds } from '../support/processor.ts'
import type { Ask, Row } from '../support/report.ts'
import { seedReaders } from '../support/seed.ts'

const HOUR = 3_600_000

/** What the report of a letter takes that everybody got, whose two links half of them opened, and what a click takes. */
export async function report({ quick, say }: Ask): Promise<Row[]> {
  const readers = quick ? 20_000 : 100_000
  const database = await startDatabase()
  const { db } = database
  const now = Date.now()
  const id = 4_711
  const sentAt = now - 48 * HOUR
  try {
    say(`${readers} readers`)
    await seedReaders(db, 1, readers, now)
    await db.run(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, source_id, subscriber_id, status, due_at, created_at, sent_at, delivered_at, bounced_at, problem)
      select 'broadcast/' || ${sql.raw(String(id))} || '/' || id, 'broadcast', 'x', 'broadcast', ${id}, id, iif(id % 50, 'delivered', 'bounced'),
        ${sentAt}, ${sentAt}, ${sentAt}, iif(id % 50, ${sentAt}, null), iif(id % 50, null, ${sentAt}), iif(id % 50, null, 'General') from subscribers`)
    await db.run(sql`
      insert into letter_counts (source_kind, source_id, part, planned, sent, delivered, bounced)
      values ('broadcast', ${id}, 0, ${readers}, ${readers}, ${(readers * 49) / 50}, ${readers / 50})`)
    await db.run(
      sql`insert into broadcast_links (broadcast_id, key, href) values (${id}, 'a', 'https://a.example/'), (${id}, 'b', 'https://b.example/')`,
    )
    await db.run(sql`
      insert into link_clicks (broadcast_id, subscriber_id, key, part, human_at, machine_at, seen_at, times)
      select ${id}, s.id, k.value, 0, iif(s.id % 4, ${now}, null), iif(s.id % 4, null, ${now}), ${now}, 1
      from subscribers s, json_each('["a","b"]') k where s.id % 2 = 0`)
    await db.run(sql`
      insert into bookings (subscriber_id, booked_at, source) select id, ${sentAt + HOUR}, 'reader' from subscribers where id % 20 = 0`)
    await database.atRest()
    const letter = { id, subject: '', scheduledAt: sentAt, finishedAt: sentAt }
    let got: Report | undefined
    const whole = await costOf(database.pid, 20, async () => {
      got = await reportOf(db, letter, { bookingsBetween }, now)
    })
    say(`${got?.sent} sent, ${got?.people} people clicked, ${got?.booked} booked`)
    const [reader] = await db.all<{ id: number }>(sql`select id from subscribers limit 1`)
    const click = { broadcastId: id, subscriberId: reader?.id ?? 0, key: 'a', saysMachine: false }
    const first = await costOf(database.pid, 200, async () => {
      await db.run(sql`delete from link_clicks where subscriber_id = ${click.subscriberId}`)
      await countClick(db, click, now)
    })
    const again = await costOf(database.pid, 200, () => countClick(db, click, now))
    return [
      { what: `the report of a letter to ${readers} readers: database CPU`, value: whole, unit: 'ms' },
      { what: 'a first click, after forgetting the one before: database CPU', value: first, unit: 'ms' },
      { what: 'a click again: database CPU', value: again, unit: 'ms' },
    ]
  } finally {
    await database.stop()
  }
}

// What the kernel charged the database with, for each of them: in hundredths of a second, so over many.
async function costOf(pid: number, rounds: number, act: () => Promise<unknown>): Promise<number> {
  await act()
  const before = cpuSeconds(pid)
  for (let i = 0; i < rounds; i++) await act()
  return ((cpuSeconds(pid) - before) / rounds) * 1000
}
