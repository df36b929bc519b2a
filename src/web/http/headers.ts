/** The headers of a policy by their names; they are the same on every answer, so they are written out once. */
export type HeaderRules = Readonly<Record<string, string>>

export const TWO_YEARS = 'max-age=63072000'

/** What a page may load and where its forms go: this host, and for some what is named. */
const contentSecurity = ({ frames, images, scripts }: Record<'frames' | 'images' | 'scripts', string>) =>
  [
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    `frame-src ${frames}`,
    `img-src ${images}`,
    "manifest-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self'",
  ].join('; ')

const TURNSTILE = 'https://challenges.cloudflare.com'

/** What only programs read: it is no page, so nothing may be loaded by it and nothing may show it. */
export const PROGRAM: HeaderRules = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Strict-Transport-Security': TWO_YEARS,
  'X-Content-Type-Options': 'nosniff',
}

/** The pages of this site: everything from this host, plus Cloudflare Turnstile; never in a frame. */
export const SITE: HeaderRules = {
  'Content-Security-Policy': contentSecurity({ frames: TURNSTILE, images: "'self'", scripts: `'self' ${TURNSTILE}` }),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Strict-Transport-Security': TWO_YEARS,
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Frame-Options': 'DENY',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'X-XSS-Protection': '0',
}

/** A picture: shown by mail programs and pages of any origin, and inert when it is opened by itself. */
export const PICTURE: HeaderRules = {
  ...SITE,
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

/** The practitioner's pages: everything from this host, which frames a preview and shows a picture before it is kept. */
export const DESK: HeaderRules = {
  ...SITE,
  'Content-Security-Policy': contentSecurity({ frames: "'self'", images: "'self' blob:", scripts: "'self'" }),
}
