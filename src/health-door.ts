import { Hono } from 'hono'
import { readHealth } from './delivery/health'
import type { DoorEnv } from './pages/door'

/** The door for whoever watches the house. */
export const health = new Hono<DoorEnv>()

const TICK_IS_RECENT_MS = 5 * 60_000

health.get('/healthz', async (c) => {
  c.header('Cache-Control', 'no-store')
  const { db, clock } = c.var.house
  const now = clock.now()
  try {
    const [health] = await readHealth(db, now)
    const { lastTickAt = null, due = 0, oldestDueAt = null, failed = 0, held = 0 } = health ?? {}
    const recent = lastTickAt !== null && now - lastTickAt < TICK_IS_RECENT_MS
    const oldestDueSeconds = oldestDueAt === null ? 0 : Math.max(0, Math.round((now - oldestDueAt) / 1000))
    const told = {
      database: true,
      lastTickAt: lastTickAt === null ? null : new Date(lastTickAt).toISOString(),
      due,
      oldestDueSeconds,
      failed,
      held,
    }
    return c.json(told, recent ? 200 : 503)
  } catch {
    return c.json(
      { database: false, lastTickAt: null, due: null, oldestDueSeconds: null, failed: null, held: null },
      503,
    )
  }
})
