import { Hono } from 'hono'
import { recordReport } from '../delivery/record-report'
import type { DoorEnv } from '../pages/door'
import { readWebhook } from '../resend/read-webhook'
import { addressOf } from '../subscribers/address-book'

/** The door for other services, each known by its signature. */
export const webhooks = new Hono<DoorEnv>()

// News we do not need is kept and answered kindly, or the provider would send it again for a day.
webhooks.post('/webhooks/resend', async (c) => {
  const { config, db, clock } = c.var.house
  const report = readWebhook(config, await c.req.text(), c.req.raw.headers)
  await recordReport(db, report, addressOf, clock.now())
  return c.json({ received: true })
})
