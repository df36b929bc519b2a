import * as z from 'zod'

export const COURSE_STATES = ['not_in_course', 'any', 'in_course', 'finished'] as const
export const BOOKED_STATES = ['any', 'yes', 'no'] as const

/** Who did what with an earlier letter: those who did not get it, or got it and did not click. */
export const EARLIER = ['not_had', 'not_clicked'] as const

/** The most tags, and the most sources, that one audience names. */
export const MAX_NAMES = 50

const names = z.array(z.string().min(1).max(150)).max(MAX_NAMES).default([])
const moment = z.number().int().nullable().default(null)

const audience = z.object({
  course: z.enum(COURSE_STATES).default('not_in_course'),
  booked: z.enum(BOOKED_STATES).default('any'),
  tags: names,
  sources: names,
  joinedFrom: moment,
  joinedBefore: moment,
  active: z.boolean().default(false),
  earlier: z
    .object({ broadcast: z.number().int(), who: z.enum(EARLIER) })
    .nullable()
    .default(null),
})

/**
 * To whom a letter goes, among everyone who may be written to. Of tags one is enough, and of sources (`utm_source` or
 * `utm_campaign` of the sign-up) too. `joinedFrom` and `joinedBefore` are moments (ms) of the confirmation.
 */
export type Audience = z.infer<typeof audience>

/** Everyone who is not in the middle of a course. */
export const EVERYONE: Audience = audience.parse({})

/** A stored audience; nothing is the default, and null is one that cannot be read. */
export function readAudience(stored: string | null): Audience | null {
  if (stored === null) return EVERYONE
  try {
    return audience.parse(JSON.parse(stored))
  } catch {
    return null
  }
}

/** The audience of what a form says, where each value is one of those there are; null where one is not. */
export function parseAudience(given: unknown): Audience | null {
  return audience.safeParse(given).data ?? null
}
