import * as z from 'zod'
import { wholeText } from '../../../platform/whole-text'
import type { Failure } from './say-outcome'

const failure = z.object({ name: z.string().transform((name) => wholeText(name, 60)) })

/** An error in Resend's own terms (resend.com/docs/api-reference/errors), whatever shape they have; never throws. */
export async function readFailure(response: Response): Promise<Failure> {
  const { data } = failure.safeParse(await response.json().catch(() => null))
  return { name: data?.name ?? 'unnamed', statusCode: response.status }
}
