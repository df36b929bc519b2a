import { Hono } from 'hono'
import { readWebhook } from '../../mail/providers/resend/read-webhook'
import { recordEvent } from '../../mail/reconciliation/apply-event'
import { isStatementRefused } from '../../platform/db'
import { recordFaults } from '../../platform/faults'
import { problemOf } from '../../platform/isolate'
import { addressOf } from '../../subscribers/address-book'
import type { WebEnv } from '../http/context'

/** The door for other services, each known by its signature. */
export const webhooks = new Hono<WebEnv>()

// ProviderEventKind we do not need is kept and answered kindly, or the provider would send it again for a day. ProviderEventKind that the database
// refuses is counted, and the provider is asked to send it again.
webhooks.post('/resend', async (c) => {
  const { config, db, clock } = c.var.app
  const report = readWebhook(config, await c.req.text(), c.req.raw.headers)
  try {
    await recordEvent(db, report, addressOf, clock.now())
  } catch (error) {
    if (isStatementRefused(error)) {
      await recordFaults(db, [{ code: 'event', subject: report.svixId, problem: problemOf(error) }], clock.now())
    }
    throw error
  }
  return c.json({ received: true })
})
