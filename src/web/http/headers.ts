import { secureHeaders } from 'hono/secure-headers'

export type HeaderRules = NonNullable<Parameters<typeof secureHeaders>[0]>

export const TWO_YEARS = 'max-age=63072000'

/** The pages of this site: everything from this host, plus Cloudflare Turnstile; never in a frame. */
export const SITE: HeaderRules = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    baseUri: ["'none'"],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    frameSrc: ['https://challenges.cloudflare.com'],
    imgSrc: ["'self'"],
    manifestSrc: ["'self'"],
    scriptSrc: ["'self'", 'https://challenges.cloudflare.com'],
    styleSrc: ["'self'"],
  },
  strictTransportSecurity: TWO_YEARS,
  referrerPolicy: 'strict-origin-when-cross-origin',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
}

/** The middleware that puts these headers on every answer; one that a handler has set itself is kept. */
export function putHeaders(rules: HeaderRules) {
  return secureHeaders({ ...rules, overwrite: false })
}
