import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Templates } from '../../../src/composition.ts'
import { openWorker } from '../../../src/index.ts'

/** Serves a Worker with other courses; the test consumes its queue, since the real one belongs to the Worker under test. */
export function serveCourses(templates: Templates) {
  const worker = openWorker(templates)
  const consume = async (queue: string, bodies: unknown[]) => {
    const messages = bodies.map((body, i) => ({ id: String(i), timestamp: new Date(), attempts: 1, body }))
    await worker.queue(createMessageBatch(queue, messages) as Parameters<typeof worker.queue>[0], bindings)
  }
  const queue = (name: string) => ({
    send: (body: unknown) => consume(name, [body]),
    sendBatch: (batch: Iterable<{ body: unknown }>) =>
      consume(
        name,
        [...batch].map(({ body }) => body),
      ),
  })
  const bindings = new Proxy(env, {
    get: (all, name) => (name === 'PROMPT' || name === 'OUTBOX' ? queue(name) : Reflect.get(all, name)),
  }) as unknown as Parameters<typeof worker.fetch>[1]

  return async (request: Request) => {
    const context = createExecutionContext()
    const answer = await worker.fetch(request as Parameters<typeof worker.fetch>[0], bindings, context)
    await waitOnExecutionContext(context)
    return answer
  }
}
