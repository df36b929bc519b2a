import * as z from 'zod'
import type { Config } from '../../platform/config'

const VERIFY = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'
const verdict = z.object({ success: z.boolean() })

/**
 * Whether Turnstile takes the visitor for a person
 * (developers.cloudflare.com/turnstile/get-started/server-side-validation). True when no keys are set; false when the
 * check fails or cannot be made.
 */
export async function passesTurnstile(
  config: Pick<Config, 'TURNSTILE_SECRET_KEY'>,
  token: string,
  address: string | undefined,
): Promise<boolean> {
  if (!config.TURNSTILE_SECRET_KEY) return true
  if (!token) return false
  try {
    const answer = await fetch(VERIFY, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        secret: config.TURNSTILE_SECRET_KEY,
        response: token,
        ...(address ? { remoteip: address } : {}),
      }),
      signal: AbortSignal.timeout(5000),
    })
    return verdict.parse(await answer.json()).success
  } catch {
    return false
  }
}
