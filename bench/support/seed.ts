import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../../src/platform/db'

const CHUNK = 50_000
const DAY = 86_400_000

/** Random ids of 53 bits, as the service makes them: rows do not come to lie in the order they were written. */
const randomId = sql`(random() & 0x1fffffffffffff)`
const pick = (list: readonly string[]) =>
  sql`(select value from json_each(${JSON.stringify(list)}) where key = n % ${sql.raw(String(list.length))})`
const NAMES = ['Anna', 'Béatrice', 'Chiara', 'Dorothée', 'Eva', 'Frida', 'Gül', '', 'Inès', 'José']
const ZONES = ['Europe/Vienna', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Kolkata']

/** Writes confirmed readers number `from` to `to`, a few of them gone and a few out of reach. */
export async function seedReaders(db: Db, from: number, to: number, now: number) {
  await inChunks(from, to, (numbers) =>
    db.run(sql`
      insert into subscribers (id, email, first_name, time_zone, send_hour, created_at, confirmed_at)
      select ${randomId}, 'reader' || n || '@readers.example', ${pick(NAMES)}, ${pick(ZONES)}, 7, ${now - 9 * DAY}, ${now - 9 * DAY}
      from (${numbers})`),
  )
}

/** Enrols everyone who is not: `due` of them have a lesson due now, the others at moments of the coming day. */
export async function seedEnrolments(db: Db, course: { slug: string; lessons: number }, due: number, now: number) {
  await db.run(sql`
    insert into enrolments (id, subscriber_id, course, lessons, next_lesson, next_due_at, started_at)
    select ${randomId}, s.id, ${course.slug}, ${course.lessons}, 2, ${now + DAY / 24} + abs(random() % ${sql.raw(String(DAY))}), ${now - DAY}
    from subscribers s where true on conflict (subscriber_id, course) do nothing`)
  await makeDue(db, due, now)
}

/** Brings the next lesson of as many enrolments to this moment. */
export async function makeDue(db: Db, due: number, now: number) {
  await db.run(sql`
    update enrolments set next_due_at = ${now - 1000}
    where id in (select id from enrolments where next_due_at > ${now} and next_lesson = 2 order by id limit ${sql.raw(String(due))})`)
}

async function inChunks(from: number, to: number, write: (numbers: SQL) => PromiseLike<unknown>) {
  for (let start = from; start <= to; start += CHUNK) {
    const end = Math.min(to, start + CHUNK - 1)
    await write(
      sql.raw(
        `with recursive c(n) as (select ${start} union all select n + 1 from c where n < ${end}) select n from c`,
      ),
    )
  }
}
