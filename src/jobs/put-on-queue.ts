import type { AppContext } from '../context'
import type { Waiting } from '../mail/outbox/plan'

/** A queue takes at most 100 messages at once (developers.cloudflare.com/queues/platform/limits). */
const QUEUE_TAKES = 100

/** Puts the ids of batches onto the queue of their urgency: PROMPT is for what a person waits for. */
export async function putOnQueue(env: AppContext['env'], waiting: readonly Waiting[]): Promise<void> {
  const prompt = waiting.filter(isPrompt)
  const others = waiting.filter((batch) => !isPrompt(batch))
  for (const [queue, batches] of [[env.PROMPT, prompt] as const, [env.OUTBOX, others] as const]) {
    for (let i = 0; i < batches.length; i += QUEUE_TAKES) {
      await queue.sendBatch(batches.slice(i, i + QUEUE_TAKES).map(({ id, kind }) => ({ body: { id, kind } })))
    }
  }
}

const isPrompt = ({ kind }: Waiting) => kind === 'confirm' || kind === 'signin'
