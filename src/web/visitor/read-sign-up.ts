import type { Context } from 'hono'
import * as z from 'zod'
import type { Course } from '#letters'
import { courseOfForm } from '../../features/courses/find-course'
import { bareAddress } from '../../platform/bare-address'
import { problem } from '../../platform/errors'
import { asLine } from '../../platform/template'
import { readTimeZone } from '../../platform/time-zone'
import { wholeText } from '../../platform/whole-text'
import { readAddress, sayAddressFault } from '../../subscribers/address'
import { readFirstName } from '../../subscribers/first-name'
import type { WebEnv } from '../http/context'
import { readForm } from '../http/read-form'

/** What the form sent, as it was typed. */
export type Typed = {
  email: string
  firstName: string
  timeZone: string
  course: Course
  consent: string
  website: string
  page: string
  referrer: string
  turnstile: string
  utm: Record<string, string>
}

export type Faults = { email?: string; firstName?: string; consent?: string }

const fields = z.record(z.string(), z.unknown())
const MAX_UTM = 8

/** Reads the sign-up form or its JSON twin; throws `bad_input` when it is neither. */
export async function readTyped(c: Context<WebEnv>): Promise<Typed> {
  const given = fields.parse(isJson(c) ? await readJson(c) : await readForm(c))
  const field = (name: string, most: number) => wholeText(asText(Object.hasOwn(given, name) ? given[name] : ''), most)
  return {
    email: field('email', 400),
    firstName: field('firstName', 200),
    timeZone: field('timeZone', 60),
    course: courseOfForm(c.var.app.courses, field('course', 60)),
    consent: given.consent === true || !NO.has(field('consent', 20).trim().toLowerCase()) ? 'yes' : '',
    website: field('website', 100),
    page: field('page', 200) || '/',
    referrer: bareAddress(field('referrer', 2000)),
    turnstile: field('cf-turnstile-response', 2048),
    utm: readUtm(given),
  }
}

/** The fields that name the campaign, `utm_source` and the like: at most eight of at most 150 letters. */
export function readUtm(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const named = Object.entries(given).filter(([name]) => /^utm_[a-z]{1,20}$/.test(name))
  return Object.fromEntries(
    named.slice(0, MAX_UTM).map(([name, value]) => [name, asLine(wholeText(asText(value), 150))]),
  )
}

// A program may send a number for a text; any other value that is no text counts as missing.
function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

// Values that do not express consent, whether a form or a program sends them.
const NO = new Set(['', '0', 'no', 'n', 'false', 'f', 'off', 'null', 'undefined', 'none', 'nan'])

/** Validates what was typed: a valid sign-up, or a sentence for each invalid field. */
export function judge(
  typed: Typed,
  blockDisposable: boolean,
): { address: string; firstName: string } | { faults: Faults } {
  const email = readAddress(typed.email, blockDisposable)
  const { firstName, fault } = readFirstName(typed.firstName)
  const faults: Faults = {
    ...(typed.email.trim() === ''
      ? { email: 'Please write your email address here, so that the lessons can reach you.' }
      : 'fault' in email
        ? { email: sayAddressFault(email.fault, typed.course.lessons.length) }
        : {}),
    ...(fault ? { firstName: fault } : {}),
    ...(typed.consent.trim() === ''
      ? { consent: 'Please tick this box if you would like the lessons; without it nothing is sent.' }
      : {}),
  }
  return 'fault' in email || Object.keys(faults).length > 0 ? { faults } : { address: email.address, firstName }
}

/** The time zone: what the browser says, else where the request came from; null when neither names a known one. */
export function zoneOf(c: Context<WebEnv>, typed: string): string | null {
  const cf: unknown = c.req.raw.cf?.timezone
  return readTimeZone(typed) ?? readTimeZone(typeof cf === 'string' ? cf : '')
}

export function isJson(c: Context): boolean {
  return (c.req.header('content-type') ?? '').toLowerCase().startsWith('application/json')
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return fields.parse(await c.req.json())
  } catch {
    throw problem('bad_input', 'This is not JSON that we can read.')
  }
}
