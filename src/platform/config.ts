import * as z from 'zod'
import { problem } from './errors'
import { judgePublicHost } from './judge-public'
import { readTimeZone } from './time-zone'
import { wholeText } from './whole-text'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether a host name is this machine itself. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.has(hostname) || hostname.endsWith('.localhost')
}

const text = z
  .string()
  .transform((given) => wholeText(given).trim())
  .pipe(z.string().min(1))
const webAddress = z.url({ protocol: /^https?$/ })
const origin = webAddress
  .refine((url) => !/[@?#]|%%/.test(url), 'must be https:// and a host name, without user, query or %%')
  .transform((url) => url.replace(/\/+$/, ''))
const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1')
const days = z.coerce.number().int().min(1).max(3650)

// As long as mail servers take (RFC 5321, section 4.5.3.1) and domain names are (RFC 1035, section 2.3.4).
const mailAddress = z.email().refine((address) => {
  const [local = '', domain = ''] = address.split('@')
  return local.length <= 64 && address.length <= 254 && domain.split('.').every((label) => label.length <= 63)
}, 'is longer than an address may be')

// It stands between quotes in the headers of every letter; Cc are control characters, Cf marks that nobody sees, of which
// the two that join letters belong to names.
const senderName = z
  .string()
  .trim()
  .min(1)
  .max(100, 'is longer than a header bears: at most 100 characters')
  .refine((name) => name.isWellFormed(), 'holds half a character')
  .refine(
    (name) => !/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}"\\<>]|%%/u.test(name),
    'must be a name on one line without quotes, backslashes, angle brackets or %%',
  )

const oneLine = text
  .transform((given) => given.split(/\s*[\r\n\u2028\u2029]+\s*/).join(', '))
  .refine((line) => !/\p{Cc}|%%/u.test(line), 'must not hold control characters or %%')

const mailAddresses = text
  .transform((list) => list.split(/[\s,;]+/).filter((address) => address !== ''))
  .pipe(z.array(mailAddress).min(1))
  .transform((list) =>
    list.filter((one, i) => list.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === i),
  )

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}

const schema = z
  .object({
    PUBLIC_URL: origin,
    LIBSQL_URL: z.url(),
    LIBSQL_AUTH_TOKEN: z.string().optional(),
    HEALTH_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
    APP_SECRET: z.string().min(32),
    APP_SECRET_PREVIOUS: z.string().min(32).optional(),
    RESEND_API_KEY: text.pipe(z.string().regex(/^[\x21-\x7e]+$/, 'must be one word, as Resend shows it')),
    RESEND_BASE_URL: webAddress.default('https://api.resend.com').transform((url) => url.replace(/\/+$/, '')),
    RESEND_WEBHOOK_SECRET: z.string().regex(/^whsec_[A-Za-z0-9+/]+=*$/, 'must look like whsec_ and base64'),
    RESEND_RATE: z.coerce.number().min(0.1).max(1000).default(10),
    FROM_EMAIL: mailAddress,
    FROM_NAME: senderName,
    REPLY_TO: mailAddress,
    POSTAL_ADDRESS: oneLine,
    ADMIN_EMAILS: mailAddresses,
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
    ABOUT: z
      .string()
      .default('')
      .transform((given) => wholeText(given).trim()),
    PORTRAIT: z
      .string()
      .regex(/^\/[\w./-]+$/, 'must be a path such as /portrait.jpg')
      .optional(),
    BLOCK_DISPOSABLE: flag,
    SIGNUPS_PER_HOUR: z.coerce.number().int().min(0).max(100_000).default(60),
    SIGNUPS_PER_DOMAIN_HOUR: z.coerce.number().int().min(0).max(100_000).default(30),
    HSTS_SUBDOMAINS: flag,
    KEEP_UNCONFIRMED_DAYS: days.default(30),
    KEEP_EVENTS_DAYS: days.default(90),
    DEV_CLOCK: flag,
  })
  .refine((s) => !s.TURNSTILE_SITE_KEY === !s.TURNSTILE_SECRET_KEY, {
    path: ['TURNSTILE_SECRET_KEY'],
    message: 'TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY belong together: set both or neither',
  })
  .superRefine((settings, context) => {
    if (!isLoopback(new URL(settings.PUBLIC_URL).hostname)) judgePublicHost(settings, context)
  })

export type Config = z.infer<typeof schema>

const names = Object.keys(schema.shape)
const known = new WeakMap<object, { given: readonly unknown[]; config: Config }>()

/**
 * The settings, parsed once for each environment and again when a value of it changes; until then the very same object.
 * Throws `bad_settings`, naming every bad or missing one and why.
 */
export function readConfig(env: object): Config {
  const cached = known.get(env)
  if (cached && names.every((name, i) => Reflect.get(env, name) === cached.given[i])) return cached.config
  const given = names.map((name): unknown => Reflect.get(env, name))
  const config = parse(given)
  known.set(env, { given, config })
  return config
}

function parse(values: readonly unknown[]): Config {
  const given = Object.fromEntries(
    names.flatMap((name, i) => {
      const value = values[i]
      return value === undefined || value === '' ? [] : [[name, String(value)]]
    }),
  )
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.')}: ${given[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`,
  )
  throw problem('bad_settings', `The settings need attention. ${faults.join('. ')}.`)
}
