import type * as z from 'zod'
import type { Config } from '../../../platform/config'
import type { Unsaid } from '../../provider'
import { readFailure } from './read-failure'

const TIMEOUT_MS = 20_000

/**
 * Asks Resend for something and reads the answer by its schema; never throws. Null when it does not answer now, and
 * `not_found` when it says that there is no such thing.
 */
export async function ask<Answer>(
  { RESEND_BASE_URL, RESEND_API_KEY }: Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL'>,
  path: string,
  schema: z.ZodType<Answer>,
): Promise<{ answer: Answer } | Unsaid | 'not_found' | null> {
  try {
    const response = await fetch(RESEND_BASE_URL + path, {
      headers: { authorization: `Bearer ${RESEND_API_KEY}`, 'user-agent': 'galea/1' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.ok) {
      const { success, data } = schema.safeParse(await response.json())
      return success ? { answer: data } : 'unreadable'
    }
    const { name, statusCode } = await readFailure(response)
    if (name === 'restricted_api_key' || name === 'invalid_permission') return 'may_only_send'
    if (statusCode === 405) return 'not_offered'
    return statusCode === 404 ? 'not_found' : null
  } catch (error) {
    return error instanceof SyntaxError ? 'unreadable' : null
  }
}
