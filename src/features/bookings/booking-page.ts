import type { Config } from '../../platform/config'

/** The reader for whom the booking page is prefilled, and the opaque token that comes back with a booking. */
export type Guest = { email: string; firstName: string; token: string }

type Provider = Config['BOOKING_PROVIDER']

/**
 * The practitioner's booking page, prefilled as far as the booking tool allows. Sources: cal.com/help (query
 * parameters, webhook metadata), help.calendly.com (pre-populate invitee information),
 * developers.acuityscheduling.com/docs/embedding.
 */
export function bookingPage(config: Pick<Config, 'BOOKING_URL' | 'BOOKING_PROVIDER'>, guest: Guest): string {
  const url = new URL(config.BOOKING_URL)
  for (const [name, value] of Object.entries(FIELDS[config.BOOKING_PROVIDER](guest))) {
    if (value) url.searchParams.set(name, value)
  }
  return url.toString()
}

const FIELDS: Record<Provider, (guest: Guest) => Record<string, string>> = {
  calcom: ({ email, firstName, token }) => ({ email, name: firstName, 'metadata[ref]': token }),
  calendly: ({ email, firstName, token }) => ({
    email,
    first_name: firstName,
    utm_source: 'galea',
    utm_content: token,
  }),
  acuity: ({ email, firstName, token }) => ({ email, firstName, ref: token }),
  square: ({ token }) => ({ ref: token }),
  none: ({ token }) => ({ ref: token }),
}
