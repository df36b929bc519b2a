import { sql } from 'drizzle-orm'
import { Hono } from 'hono'
import * as z from 'zod'
import type { AppContext } from '../../context'
import { forgetFuture } from '../../mail/outbox/forget-future'
import { waitsInDoubt } from '../../mail/outbox/keep-back'
import type { Waiting } from '../../mail/outbox/plan'
import { setDevClock } from '../../platform/clock'
import { int } from '../../platform/columns'
import { isLoopback } from '../../platform/config'
import { problem } from '../../platform/errors'
import { advance } from '../../platform/local-time'
import { select } from '../../platform/query'
import type { WebEnv } from '../http/context'

/** Development only: set the clock, run a tick. Elsewhere these paths answer 404. */
export const devRoutes = new Hono<WebEnv>()

devRoutes.use('*', async (c, next) => {
  const { config } = c.var.app
  if (!config.DEV_CLOCK || !isLoopback(new URL(c.req.url).hostname)) return c.notFound()
  await next()
})

devRoutes.get('/clock', (c) => c.json({ now: new Date(c.var.app.clock.now()).toISOString() }))

const AN_HOUR_MS = 3_600_000

devRoutes.post('/clock', async (c) => {
  const { db, clock, config } = c.var.app
  const moment = readMoment(await c.req.json().catch(() => null), clock.now())
  if (moment < clock.now() - AN_HOUR_MS) await forgetFuture(db, moment) // set back, and not only set again
  await setDevClock(config, db, moment)
  return c.json({ now: new Date(moment).toISOString() })
})

devRoutes.post('/tick', async (c) => {
  const since = c.var.app.clock.now()
  const waiting = await c.var.app.runTick()
  return c.json(await watch(c.var.app, waiting, since))
})

const wish = z.union([z.object({ now: z.iso.datetime({ offset: true }) }), z.object({ advance: z.string() })])

function readMoment(given: unknown, now: number): number {
  const parsed = wish.safeParse(given)
  if (!parsed.success) throw problem('bad_input', 'Say {"now": "2026-03-29T06:00:00Z"} or {"advance": "P1DT2H"}.')
  if ('now' in parsed.data) return Date.parse(parsed.data.now)
  try {
    return advance(now, parsed.data.advance)
  } catch {
    throw problem('bad_input', 'That is not an ISO 8601 duration such as P1DT2H.')
  }
}

const TIMEOUT_MS = 60_000
const LOOK_EVERY_MS = 20

// Waits until every batch of the tick, and what it was split into, has been sent or released for another try, or is
// seen to wait with a paused broadcast.
async function watch({ db, clock, mailer }: AppContext, waiting: readonly Waiting[], since: number) {
  const letters = waiting.filter(({ kind }) => kind !== 'digest')
  const asked = JSON.stringify(letters.map(({ id, attempts }) => [id, attempts]))
  const planned = letters.reduce((sum, { letters }) => sum + letters, 0)
  if (letters.length === 0) return { planned: 0, sent: 0, retried: 0, failed: 0 }
  const wait = Object.values(mailer.kinds).map((kind) => waitsInDoubt(kind, sql`b.id`, since))
  const until = Date.now() + TIMEOUT_MS
  for (;;) {
    const [seen] = await select(
      db,
      {
        open: int`coalesce(sum(b.settled_at is null and (b.lease is not null
          or b.attempts <= iif(b.id = j.value ->> 0, j.value ->> 1, 0)
            and not exists (select 1 from outbox where paused_until > ${clock.now()})
            and not (${sql.join(wait, sql` or `)}))), 0)`,
        sent: int`coalesce(sum(b.accepted), 0)`,
        failed: int`coalesce(sum(b.refused), 0)`,
        recalled: int`coalesce(sum((select count(*) from deliveries d where d.batch_id = b.id and d.cancelled_at >= ${since})), 0)`,
      },
      sql`from json_each(${asked}) j join batches b on b.id >= j.value ->> 0 and b.id < (j.value ->> 0) || '0'`,
    )
    const { open = 0, sent = 0, failed = 0, recalled = 0 } = seen ?? {}
    if (open === 0 || Date.now() > until) return { planned, sent, retried: planned - sent - failed - recalled, failed }
    await new Promise((go) => setTimeout(go, LOOK_EVERY_MS))
  }
}
