import type { AppContext } from '../context'
import type { Waiting } from '../mail/outbox/plan'
import { noteFaults } from '../platform/faults'
import { problemOf } from '../platform/isolate'
import { describeError, log } from '../platform/log'

/** A queue takes at most 100 messages at once (developers.cloudflare.com/queues/platform/limits). */
const QUEUE_TAKES = 100

/**
 * Puts the ids of batches onto the queue of their urgency (PROMPT is for what a person waits for), a hundred at a time,
 * and returns those that were taken. What a queue refuses is logged and counted as a fault, and the sweep of a later
 * tick puts it there again. Throws when the database is away.
 */
export async function putOnQueue(
  { env, db }: Pick<AppContext, 'env' | 'db'>,
  waiting: readonly Waiting[],
  now: number,
): Promise<Waiting[]> {
  const prompt = waiting.filter(isPrompt)
  const others = waiting.filter((batch) => !isPrompt(batch))
  const taken: Waiting[] = []
  const refused = new Map<string, string>()
  for (const [name, batches] of [['PROMPT', prompt] as const, ['OUTBOX', others] as const]) {
    for (let i = 0; i < batches.length; i += QUEUE_TAKES) {
      const some = batches.slice(i, i + QUEUE_TAKES)
      try {
        await env[name].sendBatch(some.map(({ id, kind }) => ({ body: { id, kind } })))
        taken.push(...some)
      } catch (error) {
        log('queue_refused', { kind: 'batch', queue: name, batches: some.length, ...describeError(error) })
        refused.set(name, problemOf(error))
      }
    }
  }
  const faults = [...refused].map(([subject, problem]) => ({ code: 'queue', subject, problem }) as const)
  await noteFaults(db, faults, now)
  return taken
}

const isPrompt = ({ kind }: Waiting) => kind === 'confirm' || kind === 'signin'
