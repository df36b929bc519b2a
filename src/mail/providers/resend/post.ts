import type { Config } from '../../../platform/config'
import type { SendOutcome } from '../../provider'
import { readFailure } from './read-failure'
import { sayOutcome } from './say-outcome'

const TIMEOUT_MS = 20_000

type Mail = { path: '/emails' | '/emails/batch'; body: string; key: string }

/**
 * Posts mail and returns the outcome; never throws. The SDK would encode each letter anew, so this one
 * request is ours. A batch is validated letter by letter (`x-batch-validation: permissive`), and without a User-Agent
 * Resend answers 403.
 */
export async function post(
  { RESEND_BASE_URL, RESEND_API_KEY }: Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL'>,
  { path, body, key }: Mail,
  read: (answer: unknown) => SendOutcome,
): Promise<SendOutcome> {
  try {
    const response = await fetch(RESEND_BASE_URL + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${RESEND_API_KEY}`,
        'content-type': 'application/json',
        'user-agent': 'galea/1',
        'idempotency-key': key,
        ...(path === '/emails/batch' ? { 'x-batch-validation': 'permissive' } : {}),
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.ok) return withPlan(read(await response.json()), response.headers)
    return sayOutcome(await readFailure(response), response.headers)
  } catch (error) {
    return sayOutcome({ name: error instanceof Error ? error.name : 'unnamed', statusCode: null }, new Headers())
  }
}

// The free plan alone has a quota of the day, and only its answers have the header
// (resend.com/docs/api-reference/rate-limit).
function withPlan(outcome: SendOutcome, headers: Headers): SendOutcome {
  return outcome.outcome === 'accepted' ? { ...outcome, countsDay: headers.has('x-resend-daily-quota') } : outcome
}
