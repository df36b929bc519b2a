import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { localTime } from './local-time.ts'

/** What a reader could write down: each lesson as it came, `2026-03-03 07:00 day 2`, in local time. */
export const lessonLog = (letters: readonly Letter[], timeZone: string) =>
  lessonsAmong(letters).map((letter) => `${localTime(letter.acceptedAt, timeZone)} day ${dayOf(letter)}`)

/** The lessons among letters. */
export const lessonsAmong = (letters: readonly Letter[]) => letters.filter(({ tags }) => tags.kind === 'lesson')

/** Which day of the course a lesson says it is. */
export const dayOf = (letter: Letter) => Number(/Day (\d) of \d/.exec(letter.text ?? '')?.[1])
