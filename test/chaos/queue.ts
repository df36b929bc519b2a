import type { BatchMessage } from '../../src/context'
import type { ProviderEvent } from '../../src/mail/provider'
import { asWorker, currentWorker, touch, touchNow } from './stop.ts'
import type { World } from './world.ts'

export type Message = {
  queue: 'prompt' | 'outbox' | 'events' | 'events-dead'
  body: BatchMessage | ProviderEvent
  attempts: number
  /** It is not delivered before this moment (ms). */
  readyAt: number
}

/** As wrangler.toml has it: so many times a message is delivered, and then it is dead, or begins anew in another queue. */
const MAX_DELIVERIES = { prompt: 6, outbox: 6, events: 101, 'events-dead': 101 }

/** As wrangler.toml has it: so many messages come at once. The batches of letters are delivered one by one. */
const AT_ONCE = { prompt: 1, outbox: 1, events: 100, 'events-dead': 1 }

/** A queue in memory that keeps a message until a worker says ack: a worker that stopped gets it again, or another does. */
export function openQueue(world: () => World, messages: Message[] = []) {
  const producer = (queue: Message['queue']) => {
    const put = (bodies: Message['body'][]) =>
      touch(currentWorker()!, `queue ${queue}: ${bodies.length} sent`, async () => {
        for (const body of bodies) messages.push({ queue, body, attempts: 0, readyAt: world().clock.now() })
      })
    return {
      send: (body: Message['body']) => put([body]),
      sendBatch: (batch: Iterable<{ body: Message['body'] }>) => put([...batch].map(({ body }) => body)),
    }
  }
  return {
    messages,
    bindings: { PROMPT: producer('prompt'), OUTBOX: producer('outbox'), EVENTS: producer('events') },
    ready: () => messages.filter(({ readyAt }) => readyAt <= world().clock.now()),
    /** What is delivered together with a message that is ready, itself among it. */
    batchOf: (message: Message) =>
      [message, ...messages.filter((other) => other !== message && other.queue === message.queue)]
        .filter(({ readyAt }) => readyAt <= world().clock.now())
        .slice(0, AT_ONCE[message.queue]),
    /** Delivers messages to a new worker, and keeps those that it did not acknowledge. */
    async deliver(chosen: readonly Message[]): Promise<void> {
      const decided = new Set<Message>()
      const ack = (message: Message) => {
        decided.add(message)
        if (messages.includes(message)) messages.splice(messages.indexOf(message), 1)
      }
      const retry = (message: Message, delaySeconds = 0) => {
        decided.add(message)
        message.readyAt = world().clock.now() + delaySeconds * 1000
      }
      for (const message of chosen) message.attempts++
      const batch = {
        queue: `galea-${chosen[0]?.queue}`,
        messages: chosen.map((message) => ({
          body: message.body,
          attempts: message.attempts,
          ack: () => touchNow(currentWorker(), 'ack', () => ack(message)),
          retry: (how?: { delaySeconds?: number }) =>
            touchNow(currentWorker(), 'retry', () => retry(message, how?.delaySeconds)),
        })),
      }
      const end = await asWorker(world(), () => world().deployed.queue(batch as never, world().env as never)).catch(
        () => 'stopped',
      )
      for (const message of chosen) {
        if (!decided.has(message)) (end === 'stopped' ? retry : ack)(message)
        if (message.attempts >= MAX_DELIVERIES[message.queue]) {
          if (message.queue === 'events') Object.assign(message, { queue: 'events-dead', attempts: 0 })
          else ack(message)
        }
      }
    },
  }
}
