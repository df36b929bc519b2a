import { type EmulatorInbox, newInbox } from '../../scripts/resend-emulator/inbox.ts'
import { testSettings } from '../support/settings.ts'
import type { DatabaseServer } from './database-server.ts'
import { rollDice } from './dice.ts'
import { DATABASE, PROVIDER } from './intercept-globals.ts'
import { type Message, openQueue } from './queue.ts'
import { newRecorder, type Recorder } from './recorder.ts'
import type { Mode, Worker } from './stop.ts'

/** A service with a database, a provider, a queue and a clock of its own, and a gate that every touch passes. */
export type World = {
  server: DatabaseServer
  namespace: string
  inbox: EmulatorInbox
  env: Record<string, unknown>
  clock: { now: () => number; advance: (ms: number) => void }
  dice: () => number
  queue: ReturnType<typeof openQueue>
  recorder: Recorder
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

type Given = Pick<World, 'namespace' | 'inbox' | 'recorder' | 'broadcasts'> & {
  at: number
  seed: number
  messages: Message[]
}

/** Opens a world over a database that is there already. */
export function openWorld(
  server: DatabaseServer,
  { namespace, inbox, at, seed, messages, recorder, broadcasts }: Given,
): World {
  let now = at
  let turn: Promise<unknown> = Promise.resolve()
  const queue = openQueue(() => world, messages)
  const world: World = {
    server,
    namespace,
    inbox,
    env: { ...testSettings, DEV_CLOCK: '', LIBSQL_URL: DATABASE, RESEND_BASE_URL: PROVIDER, ...queue.bindings },
    clock: {
      now: () => now,
      advance: (ms) => {
        now += ms
      },
    },
    dice: rollDice(seed),
    queue,
    recorder,
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
export async function newWorld(server: DatabaseServer, at: string, seed = 1): Promise<World> {
  const inbox = newInbox()
  inbox.settings.rate = null
  const given = { at: Date.parse(at), seed, messages: [], recorder: newRecorder(), broadcasts: [] }
  return openWorld(server, { ...given, inbox, namespace: await server.fork('default') })
}

/** Another world that is the same in everything up to now and goes its own way from here. */
export async function copyWorld(world: World, seed = Math.floor(world.dice() * 4_294_967_296)): Promise<World> {
  const { server, inbox, queue, clock, recorder, broadcasts } = world
  return openWorld(server, {
    namespace: await server.fork(world.namespace),
    inbox: structuredClone(inbox),
    at: clock.now(),
    seed,
    messages: structuredClone(queue.messages),
    recorder: recorder.copy(),
    broadcasts: [...broadcasts],
  })
}
