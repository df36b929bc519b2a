import { env } from 'cloudflare:workers'
import { type Wired, wire } from '../../src/composition.ts'
import { tick } from '../../src/jobs/tick.ts'
import { sendBatch } from '../../src/mail/outbox/send-batch.ts'
import type { Postman } from '../../src/mail/provider.ts'
import type { Bindings } from '../../src/web/http/context.ts'

type Mail = { id: string; kind: 'lesson' }

/**
 * The Worker taken apart at this moment of its clock, so that it can stop between any two steps: what it plans stays in
 * our hands and does not go onto the queue (which may be down), and it sends when we say so, by a postman who may be another.
 */
export async function takeApart({ queueIsDown = false } = {}) {
  const wired = await wire()(env as unknown as Bindings)
  const planned: Mail[] = []
  const queue = {
    sendBatch: async (messages: { body: Mail }[]) =>
      queueIsDown ? die() : void planned.push(...messages.map(({ body }) => body)),
  } as unknown as Bindings['OUTBOX']
  const { postman } = wired.office
  return {
    planned,
    postman,
    plan: () => tick({ ...wired, env: { ...wired.env, OUTBOX: queue, PROMPT: queue } } satisfies Wired),
    send: (mail: Mail, by: Partial<Postman> = {}) =>
      sendBatch({ ...wired.office, postman: { ...postman, ...by } }, mail),
    /** Puts something onto the real queue, whatever it is. */
    queue: (...mail: Mail[]) => wired.env.OUTBOX.sendBatch(mail.map((body) => ({ body }))),
  }
}

/** What the Worker does when it dies, perhaps after something is done. */
export const die = async (..._done: unknown[]): Promise<never> => {
  throw new Error('the worker died')
}
