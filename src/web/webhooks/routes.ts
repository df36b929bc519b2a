import { Hono } from 'hono'
import type { AppContext, Bindings } from '../../context'
import type { ProviderEvent } from '../../mail/provider'
import { readWebhook } from '../../mail/providers/resend/read-webhook'
import { recordEvents } from '../../mail/reconciliation/record-events'
import { describeError, log } from '../../platform/log'
import { ONLY_IF_FREE } from '../../platform/time-limit'
import type { PageEnv } from '../http/context'
import type { Parts } from '../http/open-context'

/**
 * The webhooks of other services, verified by their signatures. They need no database: an event goes onto a queue. One
 * that we do not need is answered 200 too, or the provider would repeat it for a day.
 */
export function webhookRoutes({ build }: Pick<Parts, 'build'>): Hono<PageEnv> {
  const routes = new Hono<PageEnv>()
  routes.post('/resend', async (c) => {
    const event = readWebhook(c.get('app').config, await c.req.text(), c.req.raw.headers)
    if (event && !(await enqueue(c.env, event))) await recordNow(await build(c.env, ONLY_IF_FREE), event)
    return c.json({ received: true })
  })
  return routes
}

// False without a queue, or when it refuses: it is away, the operations of its plan are used up, the event is too
// large.
async function enqueue({ EVENTS }: Bindings, event: ProviderEvent): Promise<boolean> {
  if (!EVENTS) return false
  try {
    await EVENTS.send(event)
    return true
  } catch (error) {
    log('queue_refused', { kind: 'event', ...describeError(error) })
    return false
  }
}

// While others write, the answer is 503 and the provider repeats it later: sign-ups come before events.
async function recordNow({ db, clock, mailer }: AppContext, event: ProviderEvent): Promise<void> {
  const recorded = await recordEvents(db, [event], mailer, clock.now())
  log('events', { events: 1, recorded: recorded.size })
}
