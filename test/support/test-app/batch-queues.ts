import { env } from 'cloudflare:workers'
import type { BatchMessage, Bindings } from '../../../src/context.ts'
import worker from '../../../src/index.ts'

/** As wrangler.toml has it. */
const MAX_BATCH_SIZE = 10

const real = { PROMPT: Reflect.get(env, 'PROMPT'), OUTBOX: Reflect.get(env, 'OUTBOX') }

/**
 * Puts queues of the test's own in the place of PROMPT and OUTBOX: they deliver at once, in the order of sending, and lose
 * what is to be retried, which the sweep of a later tick brings again. The real ones are shared by all tests: what one
 * left to be retried seconds later, or what hangs at its database, would hold up the letters of the next.
 */
export function useBatchQueues() {
  const consume = async (queue: string, bodies: unknown[]) => {
    for (let i = 0; i < bodies.length; i += MAX_BATCH_SIZE) {
      const messages = bodies.slice(i, i + MAX_BATCH_SIZE).map((body, place) => ({
        id: `message-${i + place}`,
        timestamp: new Date(),
        attempts: 1,
        body: JSON.parse(JSON.stringify(body)),
        ack: () => {},
        retry: () => {},
      }))
      await worker.queue({ queue, messages } as never, env as unknown as Bindings).catch(() => {})
    }
  }
  const open = (name: string) => ({
    send: (body: BatchMessage) => consume(name, [body]),
    sendBatch: (batch: Iterable<{ body: BatchMessage }>) =>
      consume(
        name,
        Array.from(batch, ({ body }) => body),
      ),
  })
  Object.assign(env, { PROMPT: open('galea-prompt'), OUTBOX: open('galea-outbox') })

  return {
    /** From here on batches go through the real queues, and their consumers run beside whoever filled them. */
    useRealBatchQueues: () => void Object.assign(env, real),
  }
}
