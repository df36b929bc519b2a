import { sql } from 'drizzle-orm'
import { emptyQueue, look, tick } from './acts.ts'
import type { World } from './world.ts'

/**
 * Runs the world on by itself, with new ticks, queue redeliveries and late calls, until the outbox has nothing to do;
 * at first minute by minute, then in longer steps.
 */
export async function rest(world: World): Promise<void> {
  world.gate = () => 'go'
  world.gateNow = () => 'go'
  world.inbox.faults = []
  for (let round = 0; round < 60; round++) {
    for (const act of world.later.splice(0)) await world.inTurn(act).catch(() => {})
    await tick(world)
    await emptyQueue(world)
    if (world.later.length === 0 && world.queue.messages.length === 0 && (await isAtRest(world))) return
    world.clock.advance(round < 10 ? 61_000 : round < 30 ? 601_000 : 3_600_000)
  }
}

async function isAtRest(world: World): Promise<boolean> {
  const now = world.clock.now()
  const [{ open } = { open: 1 }] = await look<{ open: number }>(
    world,
    sql`select
      (select count(*) from batches where settled_at is null)
      + (select count(*) from deliveries where status = 'claimed' or (status = 'queued' and due_at <= ${now} and coalesce(expires_at, ${now} + 1) > ${now}))
      + (select count(*) from broadcasts where status in ('scheduled', 'sending') and scheduled_at <= ${now}) as open`,
  )
  return open === 0
}
