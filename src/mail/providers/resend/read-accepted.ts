import * as z from 'zod'
import { wholeText } from '../../../platform/whole-text'
import type { SendOutcome } from '../../provider'

const id = z
  .object({ id: z.string().transform((text) => wholeText(text, 100)) })
  .transform(({ id }) => id)
  .nullable()
  .catch(null)
const refusal = z.object({
  index: z.number().int().nonnegative(),
  message: z
    .string()
    .transform((text) => wholeText(text, 200))
    .catch('refused'),
})
const batch = z
  .object({
    data: z.array(id).nullish().catch(null),
    errors: z.array(refusal.nullable().catch(null)).nullish().catch(null),
  })
  .catch({})

/** Reads Resend's answer to one accepted mail; an answer of another shape leaves its id unknown. */
export function readOne(answer: unknown): SendOutcome {
  return { outcome: 'accepted', ids: [id.parse(answer)], refused: new Map() }
}

/**
 * Reads Resend's answer to an accepted batch: `data` holds the accepted ones in the order of the request, what
 * `errors` names is left out of it. Where that does not add up the ids are unknown; and when it says that something was
 * refused and not what, the batch is in doubt, so that what is missing is looked for and not lost.
 */
export const readMany =
  (letters: number) =>
  (answer: unknown): SendOutcome => {
    const { data, errors } = batch.parse(answer)
    const refused = new Map<number, string>()
    for (const error of errors ?? []) if (error && error.index < letters) refused.set(error.index, error.message)
    const fits = data?.length === letters - refused.size
    if (!fits && refused.size < (errors?.length ?? 0)) {
      return { outcome: 'retry', certain: false, afterMs: null, reason: '200 errors_without_index' }
    }
    const accepted = fits ? [...(data ?? [])] : []
    const ids = Array.from({ length: letters }, (_, i) => (refused.has(i) ? null : (accepted.shift() ?? null)))
    return { outcome: 'accepted', ids, refused }
  }
