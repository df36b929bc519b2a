import { sql } from 'drizzle-orm'
import { audienceTerms } from '../../src/composition'
import { EVERYONE } from '../../src/features/broadcasts/audience'
import { countAudience, countZones, someOfAudience } from '../../src/features/broadcasts/count-audience'
import { startDatabase } from '../support/database.ts'
import type { Ask, Row } from '../support/report.ts'
import { seedEnrolments, seedReaders } from '../support/seed.ts'

const ROUNDS = 7

/** What an audience of 100,000 costs to count, to show and to divide by zones, whatever is asked of it. */
export async function audience({ quick, say }: Ask): Promise<Row[]> {
  const readers = quick ? 20_000 : 100_000
  const database = await startDatabase()
  const { db } = database
  const now = Date.now()
  try {
    say(`${readers} readers`)
    await seedReaders(db, 1, readers, now)
    await seedEnrolments(db, { slug: 'seven', lessons: 7 }, 0, now)
    await db.run(sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = 8 where id % 10 > 1`)
    await db.run(
      sql`insert into suppressions (email, reason, suppressed_at) select email, 'hard_bounce', 1 from subscribers where id % 50 = 0`,
    )
    await db.run(
      sql`insert into consents (subscriber_id, action, at, page, campaign) select id, 'signed_up', ${now - 200 * 86_400_000}, '/', iif(id % 3 = 0, '{"utm_source":"instagram","utm_campaign":"spring"}', null) from subscribers`,
    )
    await db.run(
      sql`insert into consents (subscriber_id, action, at, page) select id, 'confirmed', ${now - 200 * 86_400_000}, '/' from subscribers`,
    )
    await db.run(sql`update subscribers set confirmed_at = ${now - 200 * 86_400_000}`)
    await db.run(
      sql`insert into subscriber_tags (subscriber_id, tag, tagged_at) select id, 'workshop', 1 from subscribers where id % 4 = 0`,
    )
    await db.run(
      sql`insert into bookings (subscriber_id, booked_at, source) select id, 1, 'reader' from subscribers where id % 20 = 0`,
    )
    await db.run(
      sql`insert into booking_clicks (subscriber_id, clicked_at) select id, ${now - 86_400_000} from subscribers where id % 10 = 0`,
    )
    await db.run(sql`insert into deliveries (dedupe_key, kind, template, source_kind, source_id, part, subscriber_id, status, due_at, created_at, sent_at)
      select 'enrolment/' || id || '/lesson/' || n, 'lesson', 'seven/1', 'enrolment', id, n, subscriber_id, 'delivered', 1, ${now} - 190 * 86400000, 1
      from enrolments, (select 1 as n union select 2 union select 3)`)
    await database.atRest()
    const everything = {
      ...EVERYONE,
      booked: 'no',
      tags: ['workshop', 'b'],
      sources: ['instagram'],
      active: true,
    } as const
    const rows: Row[] = []
    for (const [name, one] of [
      ['everyone', EVERYONE],
      ['active', { ...EVERYONE, active: true }],
      ['tags', { ...EVERYONE, tags: ['workshop'] }],
      ['source', { ...EVERYONE, sources: ['instagram'] }],
      ['every question', everything],
    ] as const) {
      for (const [what, ask] of [
        ['count', countAudience],
        ['examples', someOfAudience],
        ['zones', countZones],
      ] as const) {
        const times: number[] = []
        for (let i = 0; i < ROUNDS; i++) {
          const before = performance.now()
          await ask(db, one as never, audienceTerms, now)
          times.push(performance.now() - before)
        }
        rows.push({
          what: `${what} of ${name}`,
          value: times.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0,
          unit: 'ms',
          beside: 'aim: at most 300',
        })
      }
    }
    return rows
  } finally {
    await database.stop()
  }
}
