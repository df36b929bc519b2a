import { readTimeZone } from '../../platform/time-zone'
import { wholeText } from '../../platform/whole-text'
import type { Subscriber } from '../../subscribers/find'
import { readFirstName } from '../../subscribers/first-name'
import type { PreferencesProps } from './preferences'

type Read = { values: PreferencesProps['values']; errors?: NonNullable<PreferencesProps['errors']> }

/**
 * Reads preferences from a form; a missing field changes nothing, except that in a `whole` form a missing checkbox is
 * off.
 */
export function readWishes(form: Record<string, unknown>, now: Subscriber, whole: boolean): Read {
  const field = (name: string) => (typeof form[name] === 'string' && Object.hasOwn(form, name) ? form[name] : undefined)
  const typed = field('firstName')
  // A name from before the rule was stricter must not block the other fields.
  const { firstName, fault } =
    typed === undefined || typed === now.firstName
      ? { firstName: now.firstName, fault: undefined }
      : readFirstName(wholeText(typed, 200))
  const hour = /^\d{1,2}$/.test(field('hour') ?? '')
    ? Number(field('hour'))
    : field('hour') === undefined
      ? now.sendHour
      : Number.NaN
  const wishedZone = field('timeZone')?.trim() || now.timeZone
  const timeZone = readTimeZone(wishedZone)
  const weekdaysOnly = whole ? field('weekdaysOnly') !== undefined : now.weekdaysOnly
  const errors = {
    ...(fault ? { firstName: fault } : {}),
    ...(hour >= 0 && hour <= 23 ? {} : { hour: 'Please choose an hour from the list.' }),
    ...(timeZone === null ? { timeZone: 'Please choose a time zone from the list.' } : {}),
  }
  const values = {
    firstName,
    hour: Number.isNaN(hour) ? now.sendHour : hour,
    timeZone: timeZone ?? now.timeZone,
    weekdaysOnly,
  }
  return Object.keys(errors).length > 0 ? { values, errors } : { values }
}
