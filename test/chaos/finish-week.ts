import { sql } from 'drizzle-orm'
import { pauseBroadcast, resumeBroadcast } from '../../src/features/broadcasts/hold'
import { emptyQueue, look, practitioner, tick } from './acts.ts'
import { rest } from './rest.ts'
import type { World } from './world.ts'

const MAX_TICKS = 200
const MINUTE = 60_000

/** From one due moment to the next until the course has come to its end; what was held or paused, the practitioner lets go. */
export async function finishWeek(world: World): Promise<void> {
  await letGo(world)
  for (let ticks = 0; ticks < MAX_TICKS; ticks++) {
    const next = (await nextMoment(world)) ?? ((await letGo(world)) ? world.clock.now() : null)
    if (next === null) break
    world.clock.advance(Math.max(next - world.clock.now(), 0) + MINUTE)
    await tick(world)
    await emptyQueue(world)
  }
  await rest(world)
}

async function letGo(world: World): Promise<boolean> {
  const waiting = await look<{ id: number; status: string }>(
    world,
    sql`select id, status from broadcasts where status in ('scheduled', 'sending', 'paused')`,
  )
  for (const { id, status } of waiting) {
    if (status !== 'paused') await practitioner(world, ({ db, clock }) => pauseBroadcast(db, id, clock.now()))
    await practitioner(world, ({ db, clock }) => resumeBroadcast(db, id, clock.now()))
  }
  return waiting.length > 0
}

async function nextMoment(world: World): Promise<number | null> {
  const now = world.clock.now()
  const [row] = await look<{ moment: number | null }>(
    world,
    sql`select min(moment) as moment from (
      select min(next_due_at) as moment from enrolments
      union all select min(due_at) from deliveries where status = 'queued' and kind <> 'digest' and (kind <> 'broadcast' or coalesce(expires_at, ${now} + 1) > ${now}) and due_at < ${now + 30 * 86_400_000}
      union all select min(next_try_at) from batches where settled_at is null)`,
  )
  return row?.moment ?? null
}
