import { pauseBroadcast, resumeBroadcast } from '../../src/features/broadcasts/hold'
import { announce, bounce, emptyQueue, leave, persist, practitioner, tick } from './acts.ts'
import type { DatabaseServer } from './database-server.ts'
import { finishWeek } from './finish-week.ts'
import { crowd, type Person, settleIn } from './people.ts'
import { brokenDays } from './promised-days.ts'
import { brokenPromises } from './promises.ts'
import { rest } from './rest.ts'
import type { Step } from './schedule.ts'
import type { Mode } from './stop.ts'
import { newWorld, type World } from './world.ts'

const ZONES = ['UTC', 'Europe/Vienna', 'America/New_York', 'Pacific/Auckland']

export const people: Person[] = crowd(12, (i) => ({
  timeZone: ZONES[i % ZONES.length] ?? 'UTC',
  nextLesson: 2,
  nextDueAt: Date.parse('2026-03-28T06:00:00Z') + i * 1_800_000,
}))

/**
 * A small world for schedules: twelve readers in four zones in the night when Europe's clocks change, and one
 * broadcast.
 */
export async function littleWorld(server: DatabaseServer): Promise<World> {
  const world = await newWorld(server, '2026-03-28T05:30:00Z')
  await settleIn(world, people)
  await tick(world)
  await announce(world, world.clock.now())
  await tick(world)
  await emptyQueue(world)
  return world
}

type Parked = { go: (mode: Mode) => void }

/**
 * Plays a schedule, runs the world until the outbox is empty and the course finished, and returns every broken promise.
 */
export async function playSchedule(world: World, schedule: readonly Step[]): Promise<string[]> {
  const parked: Parked[] = []
  const begun: Promise<unknown>[] = []
  world.gate = () => new Promise((go) => parked.push({ go }))
  for (const step of schedule) {
    await take(world, step, parked, begun)
    await untilQuiet(world)
  }
  world.gate = () => 'go'
  for (const { go } of parked.splice(0)) go('go')
  await Promise.all(begun)
  await rest(world)
  await finishWeek(world)
  const due = people.flatMap(({ email }) =>
    ['lesson/2', 'lesson/3', ...world.broadcasts.map((id) => `broadcast/${id}`)].map((what) => ({ to: email, what })),
  )
  return [...(await brokenPromises(world, due)), ...brokenDays(world, people)]
}

async function take(world: World, step: Step, parked: Parked[], begun: Promise<unknown>[]): Promise<void> {
  const begin = (act: Promise<unknown>) => void begun.push(act)
  const person = (who: number) => people[who % people.length]?.email ?? ''
  const toBroadcast = (change: typeof pauseBroadcast) =>
    persist(world, () => practitioner(world, ({ db, clock }) => change(db, world.broadcasts.at(-1) ?? 0, clock.now())))
  switch (step.step) {
    case 'tick':
      return begin(tick(world))
    case 'deliver':
      return begin(deliver(world, step))
    case 'go':
      for (let times = step.times; times > 0; times--) {
        release(parked, step.which, 'go')
        await untilQuiet(world)
      }
      return
    case 'stop':
      return release(parked, step.which, step.how)
    case 'late':
      return void (await world.inTurn(world.later.shift() ?? (async () => {})).catch(() => {}))
    case 'wait':
      return passTime(world, step.minutes, parked)
    case 'leave':
      return begin(leave(world, person(step.who)))
    case 'bounce':
      return begin(bounce(world, person(step.who)))
    case 'announce':
      return world.broadcasts.length < 3 ? begin(announce(world, world.clock.now())) : undefined
    case 'pause':
      return begin(toBroadcast(pauseBroadcast))
    case 'resume':
      return begin(toBroadcast(resumeBroadcast))
    case 'trouble':
      world.troubled = true
      world.inbox.faults.push({ ...step.order })
      return
    case 'restart': {
      for (const { go } of parked.splice(0)) go('go')
      return world.server.restart()
    }
  }
}

// A message may be delivered to two workers at once.
async function deliver(world: World, { which, again }: Step & { step: 'deliver' }): Promise<void> {
  const ready = world.queue.ready()
  const message = ready[which % Math.max(1, ready.length)]
  if (!message) return
  const batch = world.queue.batchOf(message)
  await Promise.all([world.queue.deliver(batch), ...(again ? [world.queue.deliver(batch)] : [])])
}

function release(parked: Parked[], which: number, mode: Mode): void {
  const [one] = parked.splice(which % Math.max(1, parked.length), 1)
  one?.go(mode)
}

// No worker lives longer than a quarter of an hour, and no request is on its way for so long.
async function passTime(world: World, minutes: number, parked: Parked[]): Promise<void> {
  if (minutes >= 15) {
    for (const late of world.later.splice(0)) await world.inTurn(late).catch(() => {})
    for (const { go } of parked.splice(0)) go('before')
  }
  world.clock.advance(minutes * 60_000)
}

/** Waits until every worker is held at a point or done. */
async function untilQuiet(world: World): Promise<void> {
  for (let calm = 0; calm < 2; ) {
    await world.stillness()
    await new Promise((go) => setImmediate(go))
    const quiet = [...world.workers].every(({ parked }) => parked > 0)
    calm = quiet ? calm + 1 : 0
    if (!quiet) await new Promise((go) => setTimeout(go, 1))
  }
}
