import { sql } from 'drizzle-orm'
import { look } from './acts.ts'
import type { World } from './world.ts'

/** A reader at the start of a world: the time zone, and the lesson that is due next, if any, and when. */
export type Person = { email: string; timeZone?: string; nextLesson?: number; nextDueAt?: number }

/** Adds confirmed readers to this world. */
export async function settleIn(world: World, people: readonly Person[]): Promise<void> {
  const ago = world.clock.now() - 10 * 86_400_000
  const rows = JSON.stringify(
    people.map(({ email, timeZone = 'UTC', nextLesson = 4, nextDueAt = null }, i) => ({
      id: 1000 + i,
      email,
      timeZone,
      nextLesson,
      nextDueAt,
    })),
  )
  await look(
    world,
    sql`
      insert into subscribers (id, email, first_name, time_zone, send_hour, created_at, confirmed_at)
      select value ->> 'id', value ->> 'email', 'Anna', value ->> 'timeZone', 7, ${ago}, ${ago} from json_each(${rows})`,
  )
  await look(
    world,
    sql`
      insert into enrolments (id, subscriber_id, course, lessons, next_lesson, next_due_at, started_at, finished_at)
      select 500000 + (value ->> 'id'), value ->> 'id', 'three', 3, value ->> 'nextLesson', value ->> 'nextDueAt', ${ago},
        iif(value ->> 'nextDueAt' is null, ${ago}, null) from json_each(${rows})`,
  )
}

/** So many readers, each with a different name. */
export const crowd = (count: number, person: (i: number) => Omit<Person, 'email'> = () => ({})): Person[] =>
  Array.from({ length: count }, (_, i) => ({ email: `reader-${i}@reader.test`, ...person(i) }))
