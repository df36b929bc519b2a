import type { Person } from './people.ts'
import { recipientOf, whatIs } from './promises.ts'
import type { World } from './world.ts'

/** Lessons that came out of their order, or two in one local day. */
export function brokenDays({ inbox }: World, people: readonly Person[]): string[] {
  return people.flatMap(({ email, timeZone = 'UTC' }) => {
    const lessons = inbox.letters.filter(
      (letter) => recipientOf(letter) === email && whatIs(letter).startsWith('lesson/'),
    )
    const numbers = lessons.map((letter) => whatIs(letter))
    const days = lessons.map(({ acceptedAt }) => new Date(acceptedAt).toLocaleDateString('en-CA', { timeZone }))
    return [
      ...(numbers.join() === numbers.toSorted().join() ? [] : [`out of order: ${numbers.join()} to ${email}`]),
      ...(new Set(days).size === days.length ? [] : [`two lessons in one day: ${days.join()} to ${email}`]),
    ]
  })
}
