import { linkTo } from '../../../scripts/support/letter-links.ts'
import { emptyQueue, letterTo, persist, post } from '../acts.ts'
import type { Story } from '../every-point.ts'
import { rest } from '../rest.ts'
import type { World } from '../world.ts'

const email = 'anna@reader.test'

/** A visitor signs up, opens the confirmation, presses the button, and lesson 1 is there. */
export const confirm: Story = {
  at: '2026-03-02T09:30:00Z',
  async live(world) {
    await persist(world, () => post(world, '/subscribe', { email, firstName: 'Anna', consent: 'yes', website: '' }))
    await emptyQueue(world)
    const path = linkTo('confirm', await confirmation(world))
    await persist(world, () => post(world, path))
    await emptyQueue(world)
  },
  due: () => ['confirm', 'lesson/1'].map((what) => ({ to: email, what })),
}

// Waits until it comes.
async function confirmation(world: World) {
  const first = letterTo(world, email, 'confirm')
  if (!first) await rest(world)
  return first ?? letterTo(world, email, 'confirm') ?? fail()
}

function fail(): never {
  throw new Error('Her confirmation never came')
}
