import { announce, emptyQueue, tick } from '../acts.ts'
import type { Story } from '../every-point.ts'
import { crowd, settleIn } from '../people.ts'

const people = crowd(25)

/** A letter to 25 readers, from its first word through a fan-out in three chunks to its last batch. */
export const broadcast: Story = {
  at: '2026-03-02T10:00:00Z',
  async before(world) {
    await settleIn(world, people)
    await tick(world)
  },
  async live(world) {
    await announce(world, world.clock.now())
    await tick(world)
    await emptyQueue(world)
    world.clock.advance(60_000)
    await tick(world)
  },
  due: ({ broadcasts }) =>
    people.flatMap(({ email }) => broadcasts.map((id) => ({ to: email, what: `broadcast/${id}` }))),
}
