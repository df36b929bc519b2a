import { sql } from 'drizzle-orm'
import { announce, bounce, emptyQueue, leave, look, tick } from '../acts.ts'
import type { Story } from '../every-point.ts'
import { crowd, settleIn } from '../people.ts'
import type { World } from '../world.ts'

const people = crowd(12)
const anna = 'reader-7@reader.test'
const berta = 'reader-11@reader.test'

// Everyone has had one letter, so that there is something to leave by, and a second is about to go out.
async function before(world: World): Promise<void> {
  await settleIn(world, people)
  await announce(world, world.clock.now())
  await tick(world)
  await emptyQueue(world)
  world.clock.advance(60_000)
  await tick(world)
  await announce(world, world.clock.now())
}

const due: Story['due'] = ({ broadcasts }) =>
  people.flatMap(({ email }) => broadcasts.map((id) => ({ to: email, what: `broadcast/${id}` })))

const at = '2026-03-02T10:00:00Z'

/** The provider reports a hard bounce while the reader's next letter waits in a batch. */
export const bounced: Story = {
  at,
  before,
  async live(world) {
    await tick(world)
    await bounce(world, anna)
    await emptyQueue(world)
  },
  due,
}

/** One reader unsubscribes when the batch with the letter is on the queue; another at every moment of the sending. */
export const unsubscribed: Story = {
  at,
  before,
  async live(world) {
    await tick(world)
    await leave(world, anna)
    await emptyQueue(world)
  },
  due,
  after: (world) => look(world, sql`update subscribers set first_name = 'Clara'`),
  meanwhile: (world) => leave(world, berta),
}
