// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

const strangers = (named: string) => journeys('what-strangers-send', named)
const provider = (named: string) => journeys('what-the-provider-says', named)
const signUp = 'src/web/visitor/read-sign-up.ts'
const publicHost = 'src/platform/judge-public.ts'
const secret = 'src/platform/judge-secret.ts'
const answer = 'src/mail/providers/resend/read-accepted.ts'

/** Settings, forms and answers of the provider, judged where they come in. */
export const borders: Guard[] = [
  guard(
    'no is no consent',
    signUp,
    "!NO.has(field('consent', 20).trim().toLowerCase())",
    "field('consent', 20).trim() !== ''",
    strangers('none: 422'),
  ),
  {
    ...guard(
      'an inherited name is no field',
      signUp,
      "Object.hasOwn(given, name) ? given[name] : ''",
      'given[name]',
      strangers('are no fields'),
    ),
    unnoticed: 'no field of the form is named like what every object inherits',
  },
  guard(
    'a half character is made whole',
    signUp,
    'wholeText(asText(Object.hasOwn',
    '((text: string, most: number) => text.slice(0, most))(asText(Object.hasOwn',
    strangers('in any field'),
  ),
  guard(
    'a form is small',
    'src/web/app.tsx',
    'maxBody: 64 * KB } as const',
    'maxBody: 1024 * KB } as const',
    journeys('signing-up', 'as large as a book'),
  ),
  guard(
    'an event is no larger than any event',
    'src/web/app.tsx',
    'maxBody: 256 * KB',
    'maxBody: 1024 * KB',
    strangers('is turned away when it is larger'),
  ),
  guard(
    'the first page keeps what is hers to her',
    'src/web/app.tsx',
    'caching: PERSONAL',
    'caching: FIVE_MINUTES',
    strangers('of the first page keep'),
  ),
  guard(
    'a public host speaks https',
    publicHost,
    "new URL(settings.PUBLIC_URL).protocol === 'https:'",
    'settings.PUBLIC_URL',
    unit('settings'),
  ),
  guard(
    'a public host has no development clock',
    publicHost,
    'DEV_CLOCK: settings.DEV_CLOCK\n',
    'DEV_CLOCK: !settings\n',
    unit('settings'),
  ),
  guard('a secret has 32 random bytes', secret, 'const ENOUGH_BYTES = 32', 'const ENOUGH_BYTES = 16', unit('settings')),
  guard(
    'a secret does not repeat itself',
    secret,
    "if (repeats(secret)) return 'repeats",
    "if (!secret) return 'repeats",
    unit('settings'),
  ),
  guard('a published webhook secret proves nothing', secret, '|| PUBLISHED.includes(secret) ', '', unit('settings')),
  guard(
    'an answer that does not add up is doubt',
    answer,
    'if (!fits && refused.size < (errors?.length ?? 0))',
    'if (!fits && !letters)',
    provider('does not say of which letter'),
  ),
  guard(
    'a key that may only send is noticed',
    'src/mail/outbox/check-key.ts',
    'if (!isNew && !(keyProblem !== null && watches)) return',
    'if (db) return',
    provider('is noticed at the first tick'),
  ),
  guard(
    'an event loses its words after a week',
    'src/mail/reconciliation/forget-old.ts',
    'EVENT_BODY_DAYS = 7',
    'EVENT_BODY_DAYS = 9',
    journeys('keeping-little', 'loses its words'),
  ),
]
