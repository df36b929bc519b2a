// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

const template = 'src/platform/template.ts'
const tokens = 'src/platform/tokens.ts'
const localTime = 'src/platform/local-time.ts'

/** Escaping, tokens, local time: what all else is built on. */
export const platform: Guard[] = [
  guard("' is escaped in HTML", template, ".replaceAll(\"'\", '&#39;')", '', unit('template')),
  guard('& is escaped in HTML', template, ".replaceAll('&', '&amp;')", '', unit('template')),
  guard(
    'the quick look before escaping knows every mark',
    template,
    '/[&<>"\']/.test(text)',
    '/[&<>"]/.test(text)',
    unit('template'),
  ),
  guard(
    'no entities in the text part: what is hers',
    template,
    'text: join(text, gaps, (value) => encode(asLine(value)))',
    'text: join(text, gaps, (value) => encode(escapeHtml(asLine(value))))',
    journeys('untidy', 'in every letter'),
  ),
  guard(
    'a line of plain text is escaped where HTML repeats it',
    template,
    '{ ...escaped, body: html }',
    '{ ...lines, body: html }',
    unit('template'),
  ),
  guard('a value stays on its line', template, '\\u2028\\u2029]+', ']+', unit('template')),
  guard(
    'what every object inherits fills no gap',
    template,
    'Object.hasOwn(values, name) ? values[name] : undefined',
    'values[name]',
    unit('template'),
  ),
  guard('a token is for one purpose', tokens, '`link 2 ${purpose}`', "'link 2'", unit('tokens')),
  guard(
    'a token without a version is for one purpose',
    'src/platform/tokens-v1.ts',
    '(place % IN_ONE) * BYTES',
    '0',
    unit('tokens'),
  ),
  guard('a token is of one version', tokens, 'key.version === version && ', '', unit('tokens')),
  guard(
    'a token of the previous key still opens',
    tokens,
    '[APP_SECRET, APP_SECRET_PREVIOUS]',
    '[APP_SECRET]',
    unit('tokens'),
  ),
  guard(
    'a frozen letter is signed by its own key',
    tokens,
    '({ name }) => name === keyName',
    '({ name }) => name === present.name',
    unit('tokens'),
  ),
  guard('a token is read whole', tokens, '([\\w-]{22})$/', '([\\w-]{22})/', unit('tokens')),
  guard(
    'the second morning is six hours away',
    localTime,
    'const SIX_HOURS = 6 *',
    'const SIX_HOURS = 5 *',
    unit('local-time'),
  ),
  guard(
    'a weekend has two days',
    localTime,
    'localDate(slot, timeZone).dayOfWeek > 5',
    'localDate(slot, timeZone).dayOfWeek > 6',
    unit('local-time'),
  ),
  guard('a slot lies ahead', localTime, 'slot > after &&', 'slot >= after &&', unit('local-time')),
  guard(
    'a day is said by her own calendar',
    localTime,
    'const day = localDate(moment, timeZone)',
    "const day = localDate(moment, 'UTC')",
    unit('local-time'),
  ),
  guard(
    'a zone is kept by its present name',
    'src/platform/time-zone.ts',
    'return RENAMED[timeZone] ?? timeZone',
    'return timeZone',
    unit('time-zone'),
  ),
  guard(
    'a zone that is not on the list is none',
    'src/platform/time-zone.ts',
    'present !== null && known().has(present) ? present : null',
    'present',
    unit('time-zone'),
  ),
  guard(
    'an error of the database names no values in the log',
    'src/platform/log.ts',
    "'query' in error && 'params' in error",
    "'nothing' in error",
    unit('log'),
  ),
]
