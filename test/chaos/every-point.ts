import type { DatabaseServer } from './database-server.ts'
import { brokenPromises, type Due } from './promises.ts'
import { rest } from './rest.ts'
import { MODES, type Mode } from './stop.ts'
import { copyWorld, newWorld, type World } from './world.ts'

/** Something that happens in a world, in acts; what must come of it wherever a worker stops. */
export type Story = {
  at: string
  /** What was before: not numbered, and the same for every run. */
  before?: (world: World) => Promise<void>
  live: (world: World) => Promise<void>
  due: (world: World) => Due[]
  /** What else must hold in the end; every breach is a sentence. */
  breaches?: (world: World) => Promise<string[]>
  /** What has changed when somebody tries again. */
  after?: (world: World) => Promise<unknown>
  /** What somebody else does in between, tried at every point too. */
  meanwhile?: (world: World) => Promise<void>
}

const AT_ONCE = 3

/** After so many failures a story is ended. */
const ENOUGH = 10

/**
 * Plays a story once to count its points, then once for each point and mode. Returns the points and what went wrong.
 */
export async function everyPoint(server: DatabaseServer, story: Story) {
  const start = await newWorld(server, story.at)
  await story.before?.(start)
  const points: string[] = []
  const faults = await play(start, story, (what) => {
    points.push(what)
    return 'go'
  })
  const meanwhile = story.meanwhile ? (['meanwhile'] as const) : []
  const runs = points.flatMap((name, i) => [...modesAt(i), ...meanwhile].map((mode) => ({ name, mode, point: i + 1 })))
  await pool(runs, AT_ONCE, async ({ name, mode, point }) => {
    if (faults.length >= ENOUGH) return
    const broken = await play(start, story, (_, number) => (number === point ? mode : 'go'))
    faults.push(...broken.map((fault) => `point ${point} (${name}), ${mode}: ${fault}`))
  })
  return { points, runs: runs.length + 1, faults }
}

/**
 * `npm test` stops a worker before and after every point, and takes turns with the ways in which a call fails and the
 * worker goes on; `npm run test:chaos` and the mutants try each of them at each point.
 */
function modesAt(i: number): readonly Mode[] {
  const { length } = FAILURES
  return process.env.CHAOS_ALL_MODES === '1' ? MODES : ['before', 'after', FAILURES[i % length] ?? 'error']
}

const FAILURES = MODES.filter((mode) => mode !== 'before' && mode !== 'after')

type Choose = (what: string, number: number) => Mode | 'meanwhile'

async function play(start: World, { live, after, due, breaches, meanwhile }: Story, choose: Choose): Promise<string[]> {
  const world = await copyWorld(start)
  let number = 0
  world.gateNow = (what) => {
    const mode = choose(what, ++number)
    return mode === 'meanwhile' ? 'go' : mode
  }
  world.gate = async (what) => {
    const mode = choose(what, ++number)
    if (mode !== 'meanwhile') return mode
    world.gate = () => 'go'
    await meanwhile?.(world)
    return 'go'
  }
  await live(world)
  await after?.(world)
  await rest(world)
  return [...(await brokenPromises(world, due(world))), ...((await breaches?.(world)) ?? [])]
}

async function pool<T>(list: readonly T[], lanes: number, work: (one: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let one = list[next++]; one !== undefined; one = list[next++]) await work(one)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
