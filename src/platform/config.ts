import { z } from 'zod'
import { problem } from './errors'
import { readTimeZone } from './time-zone'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a host name is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.has(hostname) || hostname.endsWith('.localhost')
}

const text = z.string().trim().min(1)
const webAddress = z.url({ protocol: /^https?$/ })
const mailAddress = z.email()
const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1')

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

const schema = z
  .object({
    PUBLIC_URL: webAddress.transform((url) => url.replace(/\/+$/, '')),
    LIBSQL_URL: z.url(),
    LIBSQL_AUTH_TOKEN: z.string().optional(),
    HEALTH_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    APP_SECRET: z.string().min(32),
    APP_SECRET_PREVIOUS: z.string().min(32).optional(),
    RESEND_API_KEY: text,
    RESEND_BASE_URL: webAddress.default('https://api.resend.com').transform((url) => url.replace(/\/+$/, '')),
    RESEND_WEBHOOK_SECRET: z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/, 'must look like whsec_ and base64'),
    RESEND_RATE: z.coerce.number().min(0.1).max(1000).default(10),
    FROM_EMAIL: mailAddress,
    FROM_NAME: text.regex(/^[^\r\n"<>]+$/, 'must be a name without quotes or angle brackets'),
    REPLY_TO: mailAddress,
    POSTAL_ADDRESS: text,
    ADMIN_EMAILS: text.transform((list) => list.split(/[\s,]+/)).pipe(z.array(mailAddress).min(1)),
    BOOKING_URL: webAddress,
    BOOKING_PROVIDER: z.enum(['calcom', 'calendly', 'acuity', 'square', 'none']).default('none'),
    BOOKING_WEBHOOK_SECRET: z.string().optional(),
    TURNSTILE_SITE_KEY: z.string().optional(),
    TURNSTILE_SECRET_KEY: z.string().optional(),
    SEND_HOUR: z.coerce.number().int().min(0).max(23).default(7),
    DEFAULT_TIME_ZONE: z
      .string()
      .default('UTC')
      .transform((name, context) => readTimeZone(name) ?? refuse(context, 'must be an IANA name such as Europe/Paris')),
    ABOUT: z.string().trim().default(''),
    PORTRAIT: z
      .string()
      .regex(/^\/[\w./-]+$/, 'must be a path such as /portrait.jpg')
      .optional(),
    BLOCK_DISPOSABLE: flag,
    SIGNUPS_PER_HOUR: z.coerce.number().int().min(0).max(100_000).default(60),
    SIGNUPS_PER_DOMAIN_HOUR: z.coerce.number().int().min(0).max(100_000).default(30),
    DEV_CLOCK: flag,
  })
  .refine((s) => !s.TURNSTILE_SITE_KEY === !s.TURNSTILE_SECRET_KEY, {
    path: ['TURNSTILE_SECRET_KEY'],
    message: 'TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY belong together: set both or neither',
  })
  .refine((s) => !s.DEV_CLOCK || isLoopback(new URL(s.PUBLIC_URL).hostname), {
    path: ['DEV_CLOCK'],
    message: 'is for development only and must not be set where PUBLIC_URL is a public host',
  })

export type Config = z.infer<typeof schema>

const known = new WeakMap<object, { print: string; config: Config }>()

/** The settings, parsed once per environment; throws `bad_settings`, naming every bad or missing one and why. */
export function readConfig(env: object): Config {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value: unknown = Reflect.get(env, name)
      return value === undefined || value === '' ? [] : [[name, String(value)]]
    }),
  )
  const print = JSON.stringify(given)
  const cached = known.get(env)
  if (cached?.print === print) return cached.config
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) =>
        `${issue.path.join('.')}: ${given[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`,
    )
    throw problem('bad_settings', `The settings need attention. ${faults.join('. ')}.`)
  }
  known.set(env, { print, config: parsed.data })
  return parsed.data
}
