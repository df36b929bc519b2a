import { pauseBroadcast, resumeBroadcast } from '../../../src/features/broadcasts/hold'
import { announce, emptyQueue, persist, practitioner, tick } from '../acts.ts'
import type { Story } from '../every-point.ts'
import { crowd, settleIn } from '../people.ts'
import type { World } from '../world.ts'

const people = crowd(15)

const pause = (world: World) =>
  persist(world, () =>
    practitioner(world, ({ db, clock }) => pauseBroadcast(db, world.broadcasts[0] ?? 0, clock.now())),
  )
const resume = (world: World) =>
  persist(world, () =>
    practitioner(world, ({ db, clock }) => resumeBroadcast(db, world.broadcasts[0] ?? 0, clock.now())),
  )

/** A broadcast is paused after its first batch and goes on an hour later; and at every moment it is paused for a while. */
export const paused: Story = {
  at: '2026-03-02T10:00:00Z',
  async before(world) {
    await settleIn(world, people)
    await announce(world, world.clock.now())
    await tick(world)
  },
  async live(world) {
    const [first] = world.queue.ready()
    if (first) await world.queue.deliver([first])
    await pause(world)
    await emptyQueue(world)
    world.clock.advance(3_600_000)
    await tick(world)
    await resume(world)
    await tick(world)
    await emptyQueue(world)
  },
  due: ({ broadcasts }) =>
    people.flatMap(({ email }) => broadcasts.map((id) => ({ to: email, what: `broadcast/${id}` }))),
  async meanwhile(world) {
    await pause(world)
    await tick(world)
    await resume(world)
  },
}
