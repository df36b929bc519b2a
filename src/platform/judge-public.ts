import type * as z from 'zod'
import { judgeSecret, judgeWebhookSecret } from './judge-secret'

type Judged = {
  PUBLIC_URL: string
  HEALTH_TOKEN?: string | undefined
  APP_SECRET: string
  APP_SECRET_PREVIOUS?: string | undefined
  RESEND_WEBHOOK_SECRET: string
  BOOKING_WEBHOOK_SECRET?: string | undefined
  DEV_CLOCK: boolean
}

/** Names what development may do and a public host may not; the reasons never repeat a value. */
export function judgePublicHost(settings: Judged, context: z.RefinementCtx): void {
  const faults: Partial<Record<keyof Judged, string | null | undefined>> = {
    PUBLIC_URL: new URL(settings.PUBLIC_URL).protocol === 'https:' ? null : 'must begin with https:// on a public host',
    HEALTH_TOKEN: settings.HEALTH_TOKEN && judgeHealthToken(settings.HEALTH_TOKEN),
    APP_SECRET: judgeSecret(settings.APP_SECRET),
    APP_SECRET_PREVIOUS: settings.APP_SECRET_PREVIOUS && judgeSecret(settings.APP_SECRET_PREVIOUS),
    RESEND_WEBHOOK_SECRET: judgeWebhookSecret(settings.RESEND_WEBHOOK_SECRET),
    BOOKING_WEBHOOK_SECRET: settings.BOOKING_WEBHOOK_SECRET && judgeBookingSecret(settings.BOOKING_WEBHOOK_SECRET),
    DEV_CLOCK: settings.DEV_CLOCK
      ? 'is for development only and must not be set where PUBLIC_URL is a public host'
      : null,
  }
  for (const [name, message] of Object.entries(faults)) {
    if (message) context.addIssue({ code: 'custom', path: [name], message })
  }
}

// It opens counts and nothing else.
function judgeHealthToken(token: string): string | null {
  return new Set(token).size < 8 ? 'can be guessed; take `openssl rand -base64 24`' : null
}

// Every booking tool makes secrets of its own kind, the shortest of 22 letters.
function judgeBookingSecret(secret: string): string | null {
  if (secret.length < 16) return 'is too short: a signing secret has at least 16 characters'
  return new Set(secret).size < 8 ? 'repeats itself; copy it from your booking tool' : null
}
