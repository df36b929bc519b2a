import { emptyQueue, tick } from '../acts.ts'
import type { Story } from '../every-point.ts'
import { crowd, settleIn } from '../people.ts'

const sevenOClock = Date.parse('2026-03-02T07:00:00Z')
const people = crowd(15, () => ({ nextLesson: 2, nextDueAt: sevenOClock }))

/** A tick finds 15 readers due for their next lesson, and two batches of it are sent. */
export const morning: Story = {
  at: '2026-03-02T06:59:30Z',
  async before(world) {
    await settleIn(world, people)
    await tick(world)
    world.clock.advance(31_000)
  },
  async live(world) {
    await tick(world)
    await emptyQueue(world)
  },
  due: () => people.map(({ email }) => ({ to: email, what: 'lesson/2' })),
}
