import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import type { InjectedFault } from '../../scripts/resend-emulator/protocol.ts'
import { linkTo } from '../../scripts/support/letter-links.ts'
import { comesAt } from '../../src/features/courses/comes-at'
import { readProgress } from '../../src/features/courses/progress'
import { findSubscriber, isReader } from '../../src/subscribers/find'
import { emptyQueue, letterTo, look, post, practitioner, tick } from './acts.ts'
import type { DatabaseServer } from './database-server.ts'
import { crowd, settleIn } from './people.ts'
import { recipientOf } from './promises.ts'
import { newWorld, type World } from './world.ts'

/** One step in the life of readers of two courses. */
export type LifeStep =
  /** The service ticks every hour, or sleeps. */
  | { step: 'live' | 'sleep'; hours: number }
  | { step: 'join'; who: number; course: string }
  | { step: 'set'; who: number; hour: number; timeZone: string; weekdays: boolean }
  | { step: 'pause'; who: number; days: number }
  | { step: 'resume' | 'leave'; who: number }
  | { step: 'trouble'; order: InjectedFault }

const ZONES = ['UTC', 'Europe/Vienna', 'America/New_York', 'Pacific/Auckland', 'Asia/Kolkata', 'Pacific/Kiritimati']
const HOUR = 3_600_000

export const readers = crowd(6, (i) => ({
  timeZone: ZONES[i] ?? 'UTC',
  nextLesson: 2,
  nextDueAt: Date.parse('2026-10-23T06:00:00Z') + i * HOUR,
}))

const who = fc.nat({ max: readers.length - 1 })
const trouble = fc.constantFrom('503', '429', 'reset', 'reset-after-acceptance', 'daily-quota')

/** Any life of so many steps. */
export const anyLife = () =>
  fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({ step: fc.constant('live' as const), hours: fc.integer({ min: 1, max: 30 }) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ step: fc.constant('sleep' as const), hours: fc.integer({ min: 1, max: 60 }) }),
      },
      {
        weight: 6,
        arbitrary: fc.record({ step: fc.constant('join' as const), who, course: fc.constantFrom('two', 'three') }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          step: fc.constant('set' as const),
          who,
          hour: fc.nat({ max: 23 }),
          timeZone: fc.constantFrom(...ZONES),
          weekdays: fc.boolean(),
        }),
      },
      { weight: 2, arbitrary: fc.record({ step: fc.constant('pause' as const), who, days: fc.constantFrom(1, 3, 7) }) },
      { weight: 3, arbitrary: fc.record({ step: fc.constantFrom('resume' as const, 'leave' as const), who }) },
      {
        weight: 2,
        arbitrary: fc.record({
          step: fc.constant('trouble' as const),
          order: fc.record({ do: trouble, next: fc.integer({ min: 1, max: 3 }) }),
        }),
      },
    ),
    { minLength: 10, maxLength: 30, size: 'max' },
  )

/** Six readers on one course, three of them on another as well, in the week before Europe's and America's clocks change. */
export async function worldOfTwo(server: DatabaseServer): Promise<World> {
  const world = await newWorld(server, '2026-10-22T12:00:00Z')
  await settleIn(world, readers)
  await look(
    world,
    sql`
      insert into enrolments (id, subscriber_id, course, lessons, next_lesson, next_due_at, started_at)
      select id + 100000, subscriber_id, 'two', 2, 1, next_due_at, started_at from enrolments where id % 2 = 0`,
  )
  return world
}

/** Plays a life, lets both courses come to their end, and returns every broken promise in sentences. */
export async function playLife(world: World, steps: readonly LifeStep[]): Promise<string[]> {
  const zones = readers.map(({ timeZone = 'UTC' }) => [{ since: 0, timeZone }])
  for (const step of steps) await take(world, step, zones)
  world.inbox.faults = []
  const calm = world.clock.now() + 48 * HOUR
  let foreseen: Foreseen[] | undefined
  for (let ticks = 0; ticks < 300; ticks++) {
    const next = await nextMoment(world)
    if (next === null) break
    if (next > calm) foreseen ??= await foresee(world)
    world.clock.advance(Math.max(next - world.clock.now(), 0) + 60_000)
    await tick(world)
    await emptyQueue(world)
  }
  return [
    ...readers.flatMap(({ email }, i) => twoInADay(lessonsTo(world, email), zones[i] ?? [])),
    ...readers.flatMap(({ email }) => outOfTurn(lessonsTo(world, email), calm)),
    ...(await notOnceEach(world)),
    ...(foreseen ?? []).flatMap((one) => notAsForeseen(world, one)),
  ]
}

async function take(world: World, step: LifeStep, zones: { since: number; timeZone: string }[][]): Promise<void> {
  const email = 'who' in step ? (readers[step.who]?.email ?? '') : ''
  const hers = async (path: string, fields: Record<string, string> = {}) => {
    let own = ''
    await practitioner(world, async ({ signer }) => {
      own = `/preferences/${signer.sign('preferences', [1000 + ('who' in step ? step.who : 0)])}`
    })
    return post(world, `${own}${path}`, fields)
  }
  switch (step.step) {
    case 'live':
      for (let hour = 0; hour < step.hours; hour++) {
        world.clock.advance(HOUR)
        await tick(world)
        await emptyQueue(world)
      }
      return
    case 'sleep':
      return world.clock.advance(step.hours * HOUR)
    case 'join': {
      await post(world, '/subscribe', { email, course: step.course, consent: 'yes' })
      await emptyQueue(world)
      const letter = letterTo(world, email, 'confirm')
      if (letter?.text?.includes('/confirm/')) await post(world, linkTo('confirm', letter))
      return emptyQueue(world)
    }
    case 'set': {
      // What is frozen leaves as it is; a reader who moves meanwhile starts to count days again.
      const [open] = await look<{ count: number }>(
        world,
        sql`select count(*) as count from batches where settled_at is null`,
      )
      if (open?.count !== 0) return
      const { weekdays, hour, timeZone } = step
      const saved = await hers('', {
        firstName: 'Anna',
        hour: String(hour),
        timeZone,
        ...(weekdays ? { weekdaysOnly: 'on' } : {}),
      })
      if (saved?.status === 303) zones[step.who]?.push({ since: world.clock.now(), timeZone })
      return
    }
    case 'pause':
      return void (await hers('/pause', { pauseFor: `P${step.days}D` }))
    case 'resume':
      return void (await hers('/resume'))
    case 'leave': {
      const letter = letterTo(world, email, 'lesson')
      return void (letter && (await post(world, linkTo('unsubscribe', letter))))
    }
    case 'trouble':
      world.inbox.faults.push({ ...step.order })
  }
}

type Lesson = { enrolment: string; number: number; at: number }

function lessonsTo({ inbox }: World, email: string): Lesson[] {
  return inbox.letters
    .filter((letter) => recipientOf(letter) === email && letter.tags.kind === 'lesson')
    .map(({ tags, acceptedAt }) => {
      const [, enrolment = '', , number] = (tags.delivery ?? '').split('_')
      return { enrolment, number: Number(number), at: Date.parse(acceptedAt) }
    })
}

function twoInADay(lessons: readonly Lesson[], zones: readonly { since: number; timeZone: string }[]): string[] {
  return lessons.flatMap((lesson, i) => {
    const before = lessons[i - 1]
    const timeZone = zones.findLast(({ since }) => since <= lesson.at)?.timeZone ?? 'UTC'
    const day = (at: number) => new Date(at).toLocaleDateString('en-CA', { timeZone })
    if (!before || day(before.at) !== day(lesson.at)) return []
    return [`two lessons on ${day(lesson.at)} in ${timeZone}: ${JSON.stringify([before, lesson])}`]
  })
}

// While the service runs on time, no course has two lessons in a row while the other waits.
function outOfTurn(lessons: readonly Lesson[], since: number): string[] {
  return lessons.flatMap((lesson, i) => {
    const before = lessons[i - 1]
    const waited = lessons.slice(i + 1).some(({ enrolment }) => enrolment !== lesson.enrolment)
    if (!before || before.at < since || before.enrolment !== lesson.enrolment || !waited) return []
    return [
      `${lesson.enrolment} had two in a row while another course waited, the second at ${new Date(lesson.at).toISOString()}`,
    ]
  })
}

type Foreseen = { email: string; timeZone: string; enrolment: string; at: number; since: number }

/** What a reader's page would say of each course now. */
async function foresee(world: World): Promise<Foreseen[]> {
  const since = world.clock.now()
  const foreseen: Foreseen[] = []
  await practitioner(world, async ({ db }) => {
    for (const [i, { email }] of readers.entries()) {
      const [subscriber, courses] = [await findSubscriber(db, 1000 + i), await readProgress(db, 1000 + i)]
      if (!subscriber || !isReader(subscriber)) continue
      for (const course of courses) {
        const at = comesAt(course, courses, subscriber)
        if (at !== null)
          foreseen.push({ email, timeZone: subscriber.timeZone, enrolment: String(course.enrolmentId), at, since })
      }
    }
  })
  return foreseen
}

function notAsForeseen(world: World, { email, timeZone, enrolment, at, since }: Foreseen): string[] {
  const came = lessonsTo(world, email).find((lesson) => lesson.enrolment === enrolment && lesson.at > since)
  const day = (moment: number) => new Date(moment).toLocaleDateString('en-CA', { timeZone })
  if (came && day(came.at) === day(at)) return []
  return [`the page said ${day(at)} for ${enrolment} to ${email}, and it came ${came ? day(came.at) : 'never'}`]
}

async function notOnceEach(world: World): Promise<string[]> {
  const rows = await look<{
    id: number
    email: string
    lessons: number
    course: string
    gone: number
    settled: number
  }>(
    world,
    sql`
      select e.id, s.email, e.lessons, e.course, s.unsubscribed_at is not null as gone, e.id >= 500000 and e.id < 700000 as settled
      from enrolments e join subscribers s on s.id = e.subscriber_id`,
  )
  return rows.flatMap(({ id, email, lessons, course, gone, settled }) => {
    const first = settled && course === 'three' ? 2 : 1
    const came = lessonsTo(world, email).filter(({ enrolment }) => enrolment === String(id))
    const numbers = came.map(({ number }) => number).join()
    const all = Array.from({ length: lessons - first + 1 }, (_, i) => first + i).join()
    const good = gone ? all.startsWith(numbers) : all === numbers
    return good ? [] : [`${course} to ${email}: lessons ${numbers} came, not ${all}`]
  })
}

async function nextMoment(world: World): Promise<number | null> {
  const [row] = await look<{ moment: number | null }>(
    world,
    sql`select min(moment) as moment from (
      select min(next_due_at) as moment from enrolments
      union all select min(due_at) from deliveries where status = 'queued' and kind = 'lesson'
      union all select min(next_try_at) from batches where settled_at is null)`,
  )
  return row?.moment ?? null
}
