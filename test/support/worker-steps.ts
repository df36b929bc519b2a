import { env } from 'cloudflare:workers'
import { composeContext } from '../../src/composition.ts'
import type { AppContext, Bindings } from '../../src/context.ts'
import { tick } from '../../src/jobs/tick.ts'
import { sendBatch } from '../../src/mail/outbox/send-batch.ts'
import type { EmailProvider } from '../../src/mail/provider.ts'

type Mail = { id: string; kind: 'lesson' }

/**
 * The Worker taken apart at this moment of its clock, so that it can stop between any two steps: what it plans stays in
 * our hands and does not go onto the queue (which may be down), and it sends when we say so, by a provider that may be another.
 */
export async function openWorkerSteps({ queueIsDown = false } = {}) {
  const context = await composeContext()(env as unknown as Bindings)
  const planned: Mail[] = []
  const queue = {
    sendBatch: async (messages: { body: Mail }[]) =>
      queueIsDown ? crash() : void planned.push(...messages.map(({ body }) => body)),
  } as unknown as Bindings['OUTBOX']
  const { provider } = context.mailer
  return {
    planned,
    provider,
    plan: () => tick({ ...context, env: { ...context.env, OUTBOX: queue, PROMPT: queue } } satisfies AppContext),
    send: (mail: Mail, by: Partial<EmailProvider> = {}) =>
      sendBatch({ ...context.mailer, provider: { ...provider, ...by } }, mail),
    /** Puts something onto the queue, whatever it is. */
    queue: (...mail: Mail[]) => context.env.OUTBOX.sendBatch(mail.map((body) => ({ body }))),
  }
}

/** What the Worker does when it dies, perhaps after something is done. */
export const crash = async (..._done: unknown[]): Promise<never> => {
  throw new Error('the worker died')
}
