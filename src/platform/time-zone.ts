import { Temporal } from 'temporal-polyfill/implementation'

/**
 * A time zone as we keep it, from a name as a browser, a network or a person gave it: the present IANA name, whatever
 * its spelling or age (`US/Pacific`, `Asia/Calcutta`); null for a name that is not on the list or that the clock cannot
 * compute with (iana.org/time-zones; `PST` and 24 more that `Intl` takes).
 */
export function readTimeZone(name: string): string | null {
  const given = name.trim()
  if (known().has(given)) return given
  const present = given.length <= LONGEST_NAME ? presentName(given) : null
  return present !== null && known().has(present) ? present : null
}

/** Whether this is a zone's name exactly as `readTimeZone` gives it. */
export function isTimeZone(name: string): boolean {
  return known().has(name)
}

/** Every zone that a reader may choose: places in the order of the alphabet, then UTC. */
export function timeZones(): readonly string[] {
  places ??= [
    ...Intl.supportedValuesOf('timeZone')
      .map((name) => RENAMED[name] ?? name)
      .sort(),
    'UTC',
  ]
  return places
}

/** Every name that `readTimeZone` gives. */
export function knownZones(): readonly string[] {
  return [...known()]
}

const LONGEST_NAME = 60

let places: readonly string[] | undefined
let list: ReadonlySet<string> | undefined

// Closed, so that no invented spelling becomes a zone of its own. Zones by offset are not offered, since
// their signs read the wrong way round, but some devices send them.
function known(): ReadonlySet<string> {
  const offsets = Array.from({ length: 26 }, (_, i) => `Etc/GMT${i < 14 ? -(i + 1) : `+${i - 13}`}`)
  list ??= new Set([...timeZones(), ...offsets])
  return list
}

function presentName(given: string): string | null {
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(given)
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: timeZoneId }).resolvedOptions()
    return RENAMED[timeZone] ?? timeZone
  } catch {
    return null
  }
}

// `Intl` keeps the names that CLDR began with (unicode.org/reports/tr35, Time Zone Identifiers); these are IANA's
// present ones.
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}
