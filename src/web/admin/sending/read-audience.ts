import { type Audience, parseAudience } from '../../../features/broadcasts/audience'
import { momentOf } from '../../../platform/local-time'

/** What the form of an audience says, its lists apart. */
export type AudienceForm = Partial<Record<'course' | 'booked' | 'joinedFrom' | 'joinedBefore' | 'active', string>> & {
  tags: readonly string[]
  sources: readonly string[]
}

/** The audience that a form means, its days by the practitioner's zone; or the field that is wrong. */
export function readAudience(
  form: AudienceForm,
  timeZone: string,
): { audience: Omit<Audience, 'earlier'> } | { wrong: 'joinedFrom' | 'joinedBefore' | 'all' } {
  const days = { joinedFrom: dayOf(form.joinedFrom, timeZone), joinedBefore: dayOf(form.joinedBefore, timeZone) }
  for (const name of ['joinedFrom', 'joinedBefore'] as const) if (days[name] === undefined) return { wrong: name }
  const audience = parseAudience({
    course: form.course || undefined,
    booked: form.booked || undefined,
    tags: named(form.tags),
    sources: named(form.sources),
    ...days,
    active: Boolean(form.active),
  })
  return audience ? { audience } : { wrong: 'all' }
}

// Several in one field are told apart by commas.
const named = (given: readonly string[]) => [
  ...new Set(
    given
      .flatMap((one) => one.split(','))
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  ),
]

function dayOf(text: string | undefined, timeZone: string): number | null | undefined {
  if (!text?.trim()) return null
  return momentOf(`${text.trim()}T00:00`, timeZone)?.at
}
