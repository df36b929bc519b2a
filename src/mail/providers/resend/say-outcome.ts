import type { SendOutcome } from '../../provider'

export type Failure = { name: string; statusCode: number | null }

/** Turns Resend's error into a `SendOutcome` (resend.com/docs/api-reference/errors); what it does not name is doubt. */
export function sayOutcome(error: Failure, headers: Headers): SendOutcome {
  const { name, statusCode } = error
  const reason = `${statusCode ?? 'no answer'} ${name}`
  if (name === 'invalid_idempotent_request') return { outcome: 'accepted_before' }
  if (name === 'daily_quota_exceeded') return { outcome: 'stopped', until: 'tomorrow', reason }
  if (name === 'monthly_quota_exceeded') return { outcome: 'stopped', until: 'next_month', reason }
  if (statusCode === 429) return { outcome: 'retry', certain: true, afterMs: retryAfter(headers), reason }
  if (isAboutSettings(error)) return { outcome: 'stopped', until: 'settings_mended', reason }
  if (isRefusal(error)) return { outcome: 'refused', reason }
  return { outcome: 'retry', certain: false, afterMs: retryAfter(headers), reason }
}

// Observed: a wrong key may answer 401 under the name validation_error, so the status decides.
function isAboutSettings({ statusCode }: Failure): boolean {
  return statusCode === 401 || statusCode === 403 || statusCode === 404 || statusCode === 405
}

function isRefusal({ statusCode }: Failure): boolean {
  return statusCode === 400 || statusCode === 413 || statusCode === 422 || statusCode === 451
}

function retryAfter(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) * 1000 : null
}
