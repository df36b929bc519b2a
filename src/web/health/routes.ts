import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { broadcastsDueBefore } from '../../features/broadcasts/overdue'
import { enrolmentsDueBefore } from '../../features/courses/overdue'
import { type DueBefore, readOverdue } from '../../features/insights/overdue'
import { readHealth, readLastTick } from '../../mail/outbox/health'
import { canWrite } from '../../platform/can-write'
import { type Db, openDb } from '../../platform/db'
import { WATCH } from '../../platform/time-limit'
import type { WebEnv } from '../http/context'

/** The routes for monitoring. */
export const health = new Hono<WebEnv>()

const dueBefore: DueBefore = { enrolments: enrolmentsDueBefore, broadcasts: broadcastsDueBefore }

const TICK_IS_RECENT_MS = 5 * 60_000

// Counts would tell strangers whether an address that they have just typed is known, so they need the token.
health.get('/', async (c) => {
  const { config, clock } = c.var.app
  const now = clock.now()
  const db = openDb(config, WATCH)
  const probe = canWrite(config)
  c.executionCtx.waitUntil(probe)
  const look = knowsToken(c) ? readCounts(db, now) : readTick(db)
  const [writes, { database, lastTickAt, counts }] = await Promise.all([probe, look])
  const tick = lastTickAt !== null && now - lastTickAt < TICK_IS_RECENT_MS
  const ok = database && writes && tick
  return c.json({ ok, database, writes, tick, ...counts }, ok ? 200 : 503)
})

function knowsToken(c: Context<WebEnv>): boolean {
  const { HEALTH_TOKEN: token } = c.var.app.config
  const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? c.req.query('token')
  return token !== undefined && given !== undefined && timingSafeEqual(digest(token), digest(given))
}

const digest = (text: string) => createHash('sha256').update(text).digest()

type Looked = { database: boolean; lastTickAt: number | null; counts: Record<string, unknown> }

async function readTick(db: Db): Promise<Looked> {
  try {
    const [tick] = await readLastTick(db)
    return { database: true, lastTickAt: tick?.lastTickAt ?? null, counts: {} }
  } catch {
    return { database: false, lastTickAt: null, counts: {} }
  }
}

// The counts of the last minute are for the log of the tick; everything else is in the answer.
async function readCounts(db: Db, now: number): Promise<Looked> {
  try {
    const [[health], [overdue]] = await Promise.all([readHealth(db, now), readOverdue(db, dueBefore, now)])
    if (!health || !overdue) throw new Error('the outbox has no row')
    const { lastTickAt, oldestDueAt, pausedUntil, catchingUp, sent: _, retrying: __, lateMs: ___, ...numbers } = health
    const counts = {
      lastTickAt: asInstant(lastTickAt),
      oldestDueSeconds: oldestDueAt === null ? 0 : Math.max(0, Math.round((now - oldestDueAt) / 1000)),
      ...numbers,
      ...overdue,
      pausedUntil: asInstant(pausedUntil),
      catchingUp,
    }
    return { database: true, lastTickAt, counts }
  } catch {
    const counts = { lastTickAt: null, due: null, oldestDueSeconds: null, failed: null, held: null }
    return { database: false, lastTickAt: null, counts }
  }
}

const asInstant = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())
