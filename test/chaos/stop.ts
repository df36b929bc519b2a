import { AsyncLocalStorage } from 'node:async_hooks'
import type { World } from './world.ts'

/**
 * What may happen at a point, where a worker calls something outside itself. Stopped `before` the call, or `after` it
 * took effect but before its answer; the call fails with an `error`; it takes effect and yet the worker gets a
 * `timeout`; or the worker gets a timeout and the call takes effect `late`, when others have gone on.
 */
export const MODES = ['before', 'after', 'error', 'timeout', 'late'] as const
export type Mode = 'go' | (typeof MODES)[number]

/** One run of the Worker: a request, a tick, or messages of the queue. A mere observer is never stopped. */
export type Worker = {
  world: World
  observer: boolean
  dead: boolean
  done: boolean
  /** When it began (ms). */
  since: number
  /** How many of its calls wait at the gate. */
  parked: number
  die: () => void
}

const running = new AsyncLocalStorage<Worker>()

/** The worker on whose behalf this code runs. */
export const currentWorker = () => running.getStore()

/**
 * Runs code as a worker of this world. Resolves to `stopped` when it was stopped, and nothing it does counts from then
 * on.
 */
export async function asWorker<T>(world: World, work: () => Promise<T>): Promise<T | 'stopped'> {
  let die = () => {}
  const stopped = new Promise<'stopped'>((resolve) => {
    die = () => resolve('stopped')
  })
  const worker = newWorker(world, false, die)
  world.workers.add(worker)
  try {
    return await running.run(worker, () => Promise.race([(async () => await work())(), stopped]))
  } finally {
    worker.done = true
    world.workers.delete(worker)
  }
}

/** Observes a world: nothing is counted or stopped. */
export function asObserver<T>(world: World, look: () => Promise<T>): Promise<T> {
  return running.run(newWorker(world, true), async () => await look())
}

function newWorker(world: World, observer: boolean, die = () => {}): Worker {
  return { world, observer, dead: false, done: false, since: world.clock.now(), parked: 0, die }
}

/** One numbered point. A stopped worker waits for its answer for ever, so no `catch` of ours can continue from it. */
export async function touch<T>(worker: Worker, what: string, act: () => Promise<T>): Promise<T> {
  const { world } = worker
  if (worker.observer) return act()
  if (worker.dead) return never()
  worker.parked++
  const mode = await world.gate(what)
  worker.parked--
  if (worker.dead) return never()
  if (mode === 'before') return kill(worker)
  if (mode === 'error') throw new TypeError('fetch failed')
  if (mode === 'late') {
    world.later.push(AsyncLocalStorage.bind(act))
    throw timedOut()
  }
  const answer = await world.inTurn(act)
  if (mode === 'after') return kill(worker)
  if (mode === 'timeout') throw timedOut()
  return worker.dead ? never() : answer
}

/** A point that answers at once, such as the ack of a message. */
export function touchNow(worker: Worker | undefined, what: string, act: () => void): void {
  if (worker?.dead) return
  if (!worker || worker.observer) {
    act()
    return
  }
  const mode = worker.world.gateNow(what)
  if (mode === 'go' || mode === 'after' || mode === 'timeout') act()
  if (mode === 'before' || mode === 'after') void kill(worker)
  if (mode === 'error' || mode === 'timeout' || mode === 'late') throw timedOut()
}

function kill(worker: Worker): Promise<never> {
  worker.dead = true
  worker.die()
  return never()
}

const never = () => new Promise<never>(() => {})
const timedOut = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError')
