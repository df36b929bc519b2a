import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Templates } from '../../src/composition'
import { EVERYONE } from '../../src/features/broadcasts/audience'
import { chooseAudience } from '../../src/features/broadcasts/choose-audience'
import { composeDraft } from '../../src/features/broadcasts/compose'
import { correctBroadcast } from '../../src/features/broadcasts/correct'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule'
import { openWorker } from '../../src/index'
import { emptyQueue, health, look, practitioner, tick } from './acts.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { finishWeek } from './finish-week.ts'
import { crowd, settleIn } from './people.ts'
import { brokenDays } from './promised-days.ts'
import { brokenPromises, recipientOf, whatIs } from './promises.ts'
import { words, worker } from './words.ts'
import { newWorld, type World } from './world.ts'

const SEVEN = Date.parse('2026-03-02T07:00:00Z')
const HOUR = 3_600_000
const people = crowd(120, () => ({ nextLesson: 2, nextDueAt: SEVEN }))

let server: DatabaseServer
beforeAll(async () => {
  server = await startDatabaseServer()
})
afterAll(() => server.stop())

/** A deploy whose second lesson has a gap that no lesson fills. */
const broken = withLesson2((text) => `${text}%%confirmUrl%%`)

/** A deploy that has lost the second lesson. */
const missing = {
  ...words,
  courses: words.courses.map((course) => ({ ...course, lessons: course.lessons.filter(({ day }) => day !== 2) })),
}

describe.each([
  ['cannot be filled', broken, 'The gap confirmUrl was left unfilled'],
  ['is not there', missing, 'missing_template'],
])('a lesson whose template %s', (_, deploy, problem) => {
  test('fails alone, is told, and leaves once by itself after a corrected deploy', async () => {
    const world = await morning()
    await minutes(world, 20, deploy)
    expect(lessons(world)).toEqual([])
    expect(
      await look(
        world,
        sql`select status, problem, count(*) as count from deliveries where kind = 'lesson' group by 1, 2`,
      ),
    ).toEqual([{ status: 'failed', problem, count: 120 }])
    // Once for each of its batches: what has not changed is not tried again every minute.
    const faults = await look(world, sql`select code, subject, times from faults`)
    expect(faults).toEqual([{ code: 'template', subject: 'three/2', times: 2 }])
    expect(await health(world)).toMatchObject({ unfilled: 120, faults: 1 })
    expect(alerts(world)).toContain('Alert: 120 letters cannot be written')

    await minutes(world, 3)
    expect(lessons(world)).toHaveLength(120)
    await finishWeek(world)
    await everyoneHadAll(world)
  })

  test('holds its course for days, and then each reader has every lesson in order, one a day', async () => {
    const world = await morning()
    for (let hour = 0; hour < 60; hour++) {
      await minutes(world, 1, deploy)
      world.clock.advance(HOUR)
    }
    expect(lessons(world)).toEqual([])
    await minutes(world, 1)
    // Late by more than a day: it waits for the next local hour, like any late lesson.
    expect(lessons(world)).toEqual([])
    await finishWeek(world)
    await everyoneHadAll(world)
  })
})

test('a tick looks for corrected templates in the statements that it makes anyway, and finds none', async () => {
  const world = await morning()
  await minutes(world, 2)
  const touches: string[] = []
  world.gate = (what) => {
    touches.push(what)
    return 'go'
  }
  world.clock.advance(60_000)
  await tick(world)
  expect(touches).toHaveLength(1)
})

test('a broadcast that could not be filled is refused when it is saved or scheduled, and leaves once when it is corrected', async () => {
  const world = await morning()
  const draft = { subject: 'News%%commaName%%', preheader: 'A line', html: '<p>News</p>', text: 'News' }
  for (const html of ['<p>%%confirmUrl%%</p>', '<p>%%lessonUrl%%</p>', '<p>%%commaName</p>']) {
    const refused = practitionerSays(world, ({ db }) =>
      composeDraft(db, { ...draft, html }, world.clock.now()).then(() => {}),
    )
    expect(await refused).toBe('bad_input')
  }
  let id = 0
  await practitionerSays(world, async ({ db }) => {
    id = await composeDraft(db, draft, world.clock.now())
    await chooseAudience(db, id, { ...EVERYONE, course: 'any' }, world.clock.now())
    await scheduleBroadcast(db, id, { at: world.clock.now(), local: null }, words, world.clock.now())
  })
  // As one from an older version may be: stored before anybody looked.
  await look(
    world,
    sql`update templates set html = '%%lessonUrl%%' where hash = (select template_hash from broadcasts where id = ${id})`,
  )
  await minutes(world, 3)
  expect(lettersOf(world, id)).toEqual([])
  expect(await health(world)).toMatchObject({ unfilled: 120 })
  const correct = (content: typeof draft) =>
    practitionerSays(world, ({ db }) => correctBroadcast(db, id, content, words, world.clock.now()))
  expect(await correct({ ...draft, html: '%%bookedUrl%%' })).toBe('bad_input')
  expect(await correct({ ...draft, html: '<p>Good news</p>' })).toBe('done')
  expect(await correct({ ...draft, html: '<p>Better news</p>' })).toBe('not_found')
  await minutes(world, 5)
  expect(lettersOf(world, id)).toHaveLength(120)
  expect(
    world.inbox.letters.filter(({ tags, html }) => tags.kind === 'broadcast' && html?.includes('Good news')),
  ).toHaveLength(120)
  await finishWeek(world)
  expect(lettersOf(world, id)).toHaveLength(120)
  expect(await look(world, sql`select status from broadcasts where id = ${id}`)).toEqual([{ status: 'sent' }])
  expect(await health(world)).toMatchObject({ unfilled: 0 })
})

test('a batch that an older version froze, and that cannot be filled, is written anew and not held for a day', async () => {
  const world = await morning()
  await tick(world)
  const [batch] = await look<{ id: string }>(
    world,
    sql`select id from batches where kind = 'lesson' order by id limit 1`,
  )
  const [own] = await look<{ letters: string }>(
    world,
    sql`select json_group_array(json_object('id', d.id, 'key', d.dedupe_key, 'to', s.email, 'dueAt', d.due_at, 'template', 0,
          'gaps', json('{"commaName":""}'), 'links', json_object('unsubscribeUrl', json_array('unsubscribe', s.id)))) as letters
        from deliveries d join subscribers s on s.id = d.subscriber_id where d.batch_id = ${batch?.id}`,
  )
  const sender = { from: 'a <a@b.test>', replyTo: 'a@b.test', siteUrl: 'http://localhost', listId: 'x', gaps: {} }
  const frozen = { key: 'old', keyName: 'old', sender, templates: ['old'], letters: JSON.parse(own?.letters ?? '[]') }
  await look(
    world,
    sql`insert into templates (hash, subject, html, text, created_at) values ('old', 's', '%%confirmUrl%%', '', 1)`,
  )
  await look(
    world,
    sql`update batches set frozen = ${JSON.stringify(frozen)}, doubt_since = ${world.clock.now()}, attempts = 1 where id = ${batch?.id}`,
  )
  await emptyQueue(world)
  await minutes(world, 5)
  expect(lessons(world)).toHaveLength(120)
  await finishWeek(world)
  await everyoneHadAll(world)
})

async function morning(): Promise<World> {
  const world = await newWorld(server, '2026-03-02T06:59:30Z')
  await settleIn(world, people)
  await tick(world)
  world.clock.advance(31_000)
  return world
}

async function minutes(world: World, count: number, deploy: Templates = words): Promise<void> {
  world.deployed = deploy === words ? worker : openWorker(deploy)
  for (let minute = 0; minute < count; minute++) {
    await tick(world)
    await emptyQueue(world)
    world.clock.advance(60_000)
  }
  world.deployed = worker
}

async function practitionerSays(world: World, work: Parameters<typeof practitioner>[1]): Promise<string> {
  let said = 'done'
  await practitioner(world, (context) =>
    work(context).catch((error: { code?: string }) => {
      said = error.code ?? 'failed'
    }),
  )
  return said
}

async function everyoneHadAll(world: World): Promise<void> {
  const all = people.flatMap(({ email: to }) => ['lesson/2', 'lesson/3'].map((what) => ({ to, what })))
  expect(await brokenPromises(world, all)).toEqual([])
  expect(brokenDays(world, people)).toEqual([])
}

const lessons = (world: World) => world.inbox.letters.filter((letter) => whatIs(letter) === 'lesson/2').map(recipientOf)

const lettersOf = (world: World, id: number) =>
  world.inbox.letters.filter((letter) => whatIs(letter) === `broadcast/${id}`)

const alerts = ({ inbox }: World) =>
  inbox.letters.filter(({ tags }) => tags.kind === 'digest').map(({ subject }) => subject)

function withLesson2(change: (text: string) => string): typeof words {
  const spoil = <B extends { html: string; text: string }>(body: B): B => ({ ...body, html: change(body.html) })
  return {
    ...words,
    courses: words.courses.map((course) => ({
      ...course,
      lessons: course.lessons.map((lesson) =>
        lesson.day === 2 ? { ...lesson, open: spoil(lesson.open), booked: spoil(lesson.booked) } : lesson,
      ),
    })),
  }
}
