import { advance, dueHours } from './courses/advance'
import { lapsedHours, retime } from './courses/retime'
import { beat } from './delivery/health'
import { plan, sweep, type Waiting } from './delivery/plan'
import { log } from './log'
import { newKey } from './platform/ids'
import type { Wired } from './wiring'

/** The most rounds of course work in one tick; a round moves up to 20,000 readers, the next tick goes on. */
const MOST_ROUNDS = 25

/** A queue takes at most 100 messages at once (developers.cloudflare.com/queues/platform/limits). */
const QUEUE_TAKES = 100

/**
 * One minute of the house: whoever is due gets the next lesson into the outbox, what is due there is planned into
 * batches, batches of which nothing was heard are taken up again, and their ids go onto the queue. When nothing is due,
 * one round trip. Returns what was put on the queue.
 */
export async function tick({ db, clock, env }: Pick<Wired, 'db' | 'clock' | 'env'>): Promise<Waiting[]> {
  const now = clock.now()
  const first = plan(db, newKey(), now)
  const [, dueNow, lapsed, stale, , planned] = await db.batch([
    beat(db, now),
    dueHours(db, now),
    lapsedHours(db, now),
    sweep(db, now),
    first.claim,
    first.open,
  ])
  const waiting = [...stale, ...planned]
  let due = dueNow
  for (let round = 0; due.length > 0 && round < MOST_ROUNDS; round++) {
    const more = plan(db, newKey(), now)
    const [, , , still, , opened] = await db.batch([...advance(db, due, now), dueHours(db, now), more.claim, more.open])
    waiting.push(...opened)
    due = still
  }
  if (lapsed.length > 0) await db.batch([retime(db, lapsed, now)])
  await putOnQueue(env, waiting)
  log('tick', {
    planned: waiting.reduce((sum, { letters }) => sum + letters, 0),
    batches: waiting.length,
    stale: stale.length,
  })
  return waiting
}

async function putOnQueue(env: Wired['env'], waiting: readonly Waiting[]): Promise<void> {
  const prompt = waiting.filter(({ kind }) => kind === 'confirm')
  const others = waiting.filter(({ kind }) => kind !== 'confirm')
  for (const [queue, batches] of [[env.PROMPT, prompt] as const, [env.OUTBOX, others] as const]) {
    for (let i = 0; i < batches.length; i += QUEUE_TAKES) {
      await queue.sendBatch(batches.slice(i, i + QUEUE_TAKES).map(({ id, kind }) => ({ body: { id, kind } })))
    }
  }
}
