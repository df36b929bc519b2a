import { type EmulatorInbox, newInbox } from '../../scripts/resend-emulator/inbox.ts'
import { testSettings } from '../support/settings.ts'
import type { DatabaseServer } from './database-server.ts'
import { rollDice } from './dice.ts'
import { DATABASE, PROVIDER } from './intercept-globals.ts'
import { type Message, openQueue } from './queue.ts'
import { newRecorder, type Recorder } from './recorder.ts'
import type { Mode, Worker } from './stop.ts'
import { worker } from './words.ts'

/** A service with a database, a provider, a queue and a clock of its own, and a gate that every outside call passes. */
export type World = {
  server: DatabaseServer
  namespace: string
  inbox: EmulatorInbox
  env: Record<string, unknown>
  clock: { now: () => number; advance: (ms: number) => void }
  dice: () => number
  queue: ReturnType<typeof openQueue>
  /** The version of the service that runs its jobs; a test may deploy another. */
  deployed: typeof worker
  recorder: Recorder
  workers: Set<Worker>
  /** Decides what happens at a point; `gateNow` where the answer cannot wait. */
  gate: (what: string) => Mode | Promise<Mode>
  gateNow: (what: string) => Mode
  /** Calls that will take effect late. */
  later: (() => Promise<unknown>)[]
  /** Calls take effect one after the other. */
  inTurn: <T>(act: () => Promise<T>) => Promise<T>
  /** Resolves when no call is taking effect. */
  stillness: () => Promise<unknown>
  /** The provider was told to fail. */
  troubled: boolean
  /** The broadcasts that were scheduled, by id. */
  broadcasts: number[]
}

type Given = Pick<World, 'namespace' | 'inbox' | 'recorder' | 'broadcasts'> & {
  at: number
  seed: number
  messages: Message[]
}

/** Opens a world over an existing database. */
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
    deployed: worker,
    recorder,
    workers: new Set(),
    gate: () => 'go',
    gateNow: () => 'go',
    later: [],
    inTurn(act) {
      // A call takes a moment, and the worker that was answered continues first.
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

/** A copy of this world, independent from here on. */
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
