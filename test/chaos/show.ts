import { sql } from 'drizzle-orm'
import { look } from './acts.ts'
import type { World } from './world.ts'

/** What is still open in a world, for the reader of a report. */
export async function showOpen(world: World): Promise<string> {
  const batches = await look(
    world,
    sql`select id, kind, created_at - ${world.clock.now()} as age, next_try_at - ${world.clock.now()} as next, attempts, lease_until, doubt_since, problem, length(frozen) as frozen from batches where settled_at is null`,
  )
  const letters = await look(world, sql`select * from deliveries where status in ('queued', 'claimed')`)
  const [outbox] = await look(world, sql`select * from outbox`)
  return JSON.stringify({ now: world.clock.now(), outbox, batches, letters, queue: world.queue.messages }, null, 1)
}
