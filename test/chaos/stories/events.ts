import { sql } from 'drizzle-orm'
import type { WebhookEventKind } from '../../../scripts/resend-emulator/webhook-event.ts'
import { announce, emptyQueue, insist, letterTo, look, tick, untilDelivered } from '../acts.ts'
import type { Story } from '../every-point.ts'
import { crowd, settleIn } from '../people.ts'
import type { World } from '../world.ts'

const people = crowd(5)

// What comes of each reader's letter; a click comes before the delivery that it follows.
const told: [reader: number, kind: WebhookEventKind, status: string][] = [
  [0, 'delivered', 'delivered'],
  [1, 'clicked', 'delivered'],
  [1, 'delivered', 'delivered'],
  [2, 'bounced', 'bounced'],
  [3, 'complained', 'complained'],
  [4, 'soft-bounced', 'soft_bounced'],
]
const addressOf = (reader: number) => people[reader]?.email ?? ''

const eachEvent = (world: World) =>
  told.flatMap(([reader, kind]) => {
    const letter = letterTo(world, addressOf(reader))
    return letter ? [{ kind, letter, id: `msg_${kind}_${letter.id}` }] : []
  })

/** The provider tells of a broadcast's letters, the queue brings all events at once, and a second broadcast follows. */
export const events: Story = {
  at: '2026-03-02T10:00:00Z',
  async before(world) {
    await settleIn(world, people)
    await announce(world, world.clock.now())
    await tick(world)
    await emptyQueue(world)
    world.clock.advance(60_000)
  },
  async live(world) {
    const all = eachEvent(world)
    for (const { kind, letter } of all) await insist(world, kind, letter)
    for (const { id } of all) await untilDelivered(world, id)
    for (const gone of [2, 3]) world.recorder.sawLeave(addressOf(gone))
    await announce(world, world.clock.now())
    await tick(world)
    await emptyQueue(world)
  },
  due: ({ broadcasts }) =>
    people.flatMap(({ email }) => broadcasts.map((id) => ({ to: email, what: `broadcast/${id}` }))),
  async breaches(world) {
    const first = `broadcast/${world.broadcasts[0]}/`
    const rows = await look<{ email: string; status: string }>(
      world,
      sql`
        select s.email, d.status from deliveries d join subscribers s on s.id = d.subscriber_id
        where d.dedupe_key like ${`${first}%`}`,
    )
    const kept = await look<{ id: string }>(world, sql`select svix_id as id from provider_events`)
    return [
      ...told.flatMap(([reader, kind, status]) => {
        const is = rows.find(({ email }) => email === addressOf(reader))?.status
        return is === status ? [] : [`${kind} was told of reader ${reader}, whose letter is ${is}`]
      }),
      ...(kept.length === told.length ? [] : [`${kept.length} events are kept, not ${told.length}`]),
    ]
  },
  /** Another consumer has the same messages at the same time. */
  async meanwhile(world) {
    const [message] = world.queue.ready().filter(({ queue }) => queue === 'events')
    if (message) await world.queue.deliver(world.queue.batchOf(message))
  },
}
