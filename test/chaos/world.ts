import { type Box, newBox } from '../../scripts/resend-emulator/box.ts'
import { journeySettings } from '../../scripts/support/settings.ts'
import { rollDice } from './dice.ts'
import { DATABASE, PROVIDER } from './ground.ts'
import type { House } from './house.ts'
import { type Message, openQueue } from './queue.ts'
import type { Mode, Worker } from './stop.ts'
import { openWitness, type Witness } from './witness.ts'

/** A service with a database, a provider, a queue and a clock of its own, and a gate that every touch passes. */
export type World = {
  house: House
  namespace: string
  box: Box
  env: Record<string, unknown>
  clock: { now: () => number; advance: (ms: number) => void }
  dice: () => number
  queue: ReturnType<typeof openQueue>
  witness: Witness
  workers: Set<Worker>
  /** Decides what happens at a touch; `gateNow` where the answer cannot wait. */
  gate: (what: string) => Mode | Promise<Mode>
  gateNow: (what: string) => Mode
  /** Calls that will take effect late. */
  later: (() => Promise<unknown>)[]
  /** One touch takes effect after the other. */
  inTurn: <T>(act: () => Promise<T>) => Promise<T>
  /** Resolves when no touch is taking effect. */
  stillness: () => Promise<unknown>
  /** The provider was ordered to make trouble. */
  troubled: boolean
  /** The broadcasts that were scheduled, by id. */
  broadcasts: number[]
}

type Given = Pick<World, 'namespace' | 'box' | 'witness' | 'broadcasts'> & {
  at: number
  seed: number
  messages: Message[]
}

/** Opens a world over a database that is there already. */
export function openWorld(house: House, { namespace, box, at, seed, messages, witness, broadcasts }: Given): World {
  let now = at
  let turn: Promise<unknown> = Promise.resolve()
  const queue = openQueue(() => world, messages)
  const world: World = {
    house,
    namespace,
    box,
    env: { ...journeySettings, DEV_CLOCK: '', LIBSQL_URL: DATABASE, RESEND_BASE_URL: PROVIDER, ...queue.bindings },
    clock: {
      now: () => now,
      advance: (ms) => {
        now += ms
      },
    },
    dice: rollDice(seed),
    queue,
    witness,
    workers: new Set(),
    gate: () => 'go',
    gateNow: () => 'go',
    later: [],
    inTurn(act) {
      // A touch takes a moment, and the worker that was answered moves first.
      const mine = turn.then(act).finally(() => {
        now += 3
      })
      turn = mine.catch(() => {}).then(() => new Promise((go) => setImmediate(go)))
      return mine
    },
    stillness: () => turn,
    broadcasts,
    troubled: false,
  }
  Object.assign(world.env, { SIGNUP_LIMIT: { limit: async () => ({ success: true }) } })
  return world
}

/** A new world over an empty database. */
export async function newWorld(house: House, at: string, seed = 1): Promise<World> {
  const box = newBox()
  box.settings.rate = null
  const given = { at: Date.parse(at), seed, messages: [], witness: openWitness(), broadcasts: [] }
  return openWorld(house, { ...given, box, namespace: await house.fork('default') })
}

/** Another world that is the same in everything up to now and goes its own way from here. */
export async function copyWorld(world: World, seed = Math.floor(world.dice() * 4_294_967_296)): Promise<World> {
  const { house, box, queue, clock, witness, broadcasts } = world
  return openWorld(house, {
    namespace: await house.fork(world.namespace),
    box: structuredClone(box),
    at: clock.now(),
    seed,
    messages: structuredClone(queue.messages),
    witness: witness.copy(),
    broadcasts: [...broadcasts],
  })
}
