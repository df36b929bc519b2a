import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppContext } from '../../src/context'
import { EVERYONE } from '../../src/features/broadcasts/audience'
import { chooseAudience } from '../../src/features/broadcasts/choose-audience'
import { changeDraft, composeDraft } from '../../src/features/broadcasts/compose'
import { atOnce, atReadersTime } from '../../src/features/broadcasts/departure'
import { releaseHeld } from '../../src/features/broadcasts/held'
import { pauseBroadcast, resumeBroadcast, stopBroadcast } from '../../src/features/broadcasts/hold'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule'
import { setSubjectTest } from '../../src/features/broadcasts/subject-test'
import { takeBack } from '../../src/features/broadcasts/undo'
import { localMinuteOf } from '../../src/platform/local-time'
import { emptyQueue, look, practitioner, tick } from './acts.ts'
import { type DatabaseServer, startDatabaseServer } from './database-server.ts'
import { crowd, settleIn } from './people.ts'
import { brokenPromises, recipientOf, whatIs } from './promises.ts'
import { rest } from './rest.ts'
import { sizes } from './sizes.ts'
import { copyWorld, newWorld, type World } from './world.ts'

sizes.full = 5

const runs = Number(process.env.CHAOS_RUNS ?? 4)
const seed = Number(process.env.CHAOS_SEED ?? 7)

const ZONES = ['UTC', 'Europe/Vienna', 'America/New_York', 'Pacific/Auckland']
const people = crowd(16, (i) => ({ timeZone: ZONES[i % ZONES.length] ?? 'UTC' }))
const inside = people.filter((_, i) => i % 4 !== 3).map(({ email }) => email)

let server: DatabaseServer
let start: World
beforeAll(async () => {
  server = await startDatabaseServer()
  start = await newWorld(server, '2026-03-28T20:30:00Z')
  await settleIn(start, people)
  await tick(start)
  await emptyQueue(start)
  await look(
    start,
    sql`insert into subscriber_tags (subscriber_id, tag, tagged_at)
      select id, 'inside', 1 from subscribers where email in (select value from json_each(${JSON.stringify(inside)}))`,
  )
})
afterAll(() => server.stop())

const DRAFT = { subject: 'News', preheader: 'A line', html: '<p>News</p>', text: 'News' }
const HOUR = 3_600_000

type Change = (context: AppContext, id: number, now: number) => Promise<unknown>

/** What a practitioner may do with a letter, whether it makes sense at that moment or not. */
const CHANGES: Record<string, Change> = {
  edit: ({ db }, id, now) => changeDraft(db, id, { ...DRAFT, subject: `News of ${now}` }, now),
  'try two subjects': async ({ db }, id) =>
    setSubjectTest(db, id, { subject: 'Other news', share: 50, decideAfterMs: HOUR }),
  'try one subject': async ({ db }, id) => setSubjectTest(db, id, null),
  'send now': ({ db, frame }, id, now) => scheduleBroadcast(db, id, atOnce(now), frame, now),
  'send at their hour': async ({ db, frame }, id, now) => {
    const when = atReadersTime(localMinuteOf(now + HOUR, 'UTC'), ZONES, now)
    if (typeof when !== 'string') await scheduleBroadcast(db, id, when, frame, now)
  },
  'take back': async ({ db }, id, now) => takeBack(db, id, now),
  pause: ({ db }, id, now) => pauseBroadcast(db, id, now),
  resume: ({ db }, id, now) => resumeBroadcast(db, id, now),
  release: ({ db }, id, now) => releaseHeld(db, id, [], now),
  stop: ({ db }, id, now) => stopBroadcast(db, id, now),
}

type Step = { change: string } | { tick: true } | { deliver: number } | { wait: number }

// Often what leads somewhere, seldom what ends everything.
const OFTEN = ['send now', 'send now', 'send at their hour', 'resume', 'release']
const USUAL = Object.keys(CHANGES).filter((one) => one !== 'stop')

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ change: fc.constantFrom(...USUAL, ...OFTEN) }) },
  { weight: 1, arbitrary: fc.constant({ change: 'stop' }) },
  { weight: 20, arbitrary: fc.constant({ tick: true as const }) },
  { weight: 8, arbitrary: fc.record({ deliver: fc.nat({ max: 3 }) }) },
  { weight: 12, arbitrary: fc.record({ wait: fc.constantFrom(1, 2, 30, 61, 240, 1440, 3000) }) },
)

test(`each reader gets a letter at most once and nobody outside its audience does, whatever is done with it: ${runs} sequences (seed ${seed})`, {
  timeout: runs * 20_000,
}, async () => {
  let arrived = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 40, size: 'max' }), async (steps) => {
      const world = await copyWorld(start, 7)
      const id = await beginDraft(world)
      for (const one of steps) await take(world, id, one)
      await rest(world)
      const letters = world.inbox.letters.filter((letter) => whatIs(letter) === `broadcast/${id}`)
      arrived += letters.length
      expect(letters.map(recipientOf).filter((email) => !inside.includes(email))).toEqual([])
      // That nobody has it twice is among the promises, and so are the counts. When all is settled is tried elsewhere.
      const broken = await brokenPromises(world, await dueOf(world, id))
      expect(broken.filter((sentence) => !sentence.startsWith('not settled'))).toEqual([])
    }),
    { seed, numRuns: runs, endOnFailure: process.env.CHAOS_SHRINK !== '1' },
  )
  expect(arrived).toBeGreaterThan(inside.length / 2)
})

// Where it was sent to its end, nobody of the audience is missing.
async function dueOf(world: World, id: number) {
  const [row] = await look<{ status: string }>(world, sql`select status from broadcasts where id = ${id}`)
  return row?.status === 'sent' ? inside.map((to) => ({ to, what: `broadcast/${id}` })) : []
}

async function beginDraft(world: World): Promise<number> {
  let id = 0
  await practitioner(world, async ({ db, clock }) => {
    id = await composeDraft(db, DRAFT, clock.now())
    await chooseAudience(db, id, { ...EVERYONE, course: 'any', tags: ['inside'] }, clock.now())
  })
  return id
}

async function take(world: World, id: number, one: Step): Promise<void> {
  if ('tick' in one) {
    world.clock.advance(61_000)
    await tick(world)
  } else if ('wait' in one) world.clock.advance(one.wait * 60_000)
  else if ('deliver' in one) {
    const ready = world.queue.ready()
    const message = ready[one.deliver % Math.max(1, ready.length)]
    if (message) await world.queue.deliver(world.queue.batchOf(message))
  } else {
    const change = CHANGES[one.change]
    await practitioner(world, async (context) => void (await change?.(context, id, context.clock.now())))
  }
}
