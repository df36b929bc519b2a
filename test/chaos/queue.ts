import type { Kind } from '../../src/mail/outbox/schema'
import { asWorker, currentWorker, touch, touchNow } from './stop.ts'
import { worker as theWorker } from './words.ts'
import type { World } from './world.ts'

export type Message = {
  queue: 'prompt' | 'outbox'
  body: { id: string; kind: Kind }
  attempts: number
  /** It is not delivered before this moment (ms). */
  readyAt: number
}

/** As wrangler.toml has it: after the first delivery and so many more, a message is dead. */
const MAX_DELIVERIES = 6

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
    bindings: { PROMPT: producer('prompt'), OUTBOX: producer('outbox') },
    ready: () => messages.filter(({ readyAt }) => readyAt <= world().clock.now()),
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
      const end = await asWorker(world(), () => theWorker.queue(batch as never, world().env as never)).catch(
        () => 'stopped',
      )
      for (const message of chosen) {
        if (!decided.has(message)) (end === 'stopped' ? retry : ack)(message)
        if (message.attempts >= MAX_DELIVERIES) ack(message)
      }
    },
  }
}
