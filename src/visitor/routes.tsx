import type { Context } from 'hono'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { keepPrivate, show, tellProblem } from '../pages/answer'
import type { DoorEnv } from '../pages/door'
import { originOf } from '../pages/origin'
import { isLoopback } from '../platform/config'
import { problem } from '../platform/errors'
import { newKey } from '../platform/ids'
import { hashNetwork, isLoopbackAddress } from '../platform/network'
import { subscribe } from '../subscribers/subscribe'
import { consentWording } from '../subscribers/wording'
import { Care } from './care'
import { CheckInbox } from './check-inbox'
import { confirming } from './confirm-routes'
import { Landing, type LandingProps } from './landing'
import { mailboxOf } from './mailbox'
import { Privacy } from './privacy'
import { isJson, judge, readTyped, type Typed, zoneOf } from './read-sign-up'
import { personIsThere } from './turnstile'

/** The door for visitors: the landing page, signing up, confirming, and what the house says of itself. */
export const visitor = new Hono<DoorEnv>()

visitor.route('/', confirming)

visitor.get('/', (c) => {
  const utm = Object.fromEntries(Object.entries(c.req.query()).filter(([name]) => /^utm_[a-z]{1,20}$/.test(name)))
  const referrer = c.req.header('referer')
  return show(
    c,
    <Landing {...landing(c, { values: {}, errors: {}, page: '/', utm, ...(referrer ? { referrer } : {}) })} />,
  )
})

visitor.post('/subscribe', async (c) => {
  if (!(await withinLimit(c))) throw tooMany(c)
  const { config, db, clock, sendSoon } = c.var.house
  const typed = await readTyped(c)
  const judged = judge(typed, config.BLOCK_DISPOSABLE)
  if ('faults' in judged) return refuse(c, typed, judged.faults)
  if (typed.website !== '') return thank(c, typed)
  if (!(await personIsThere(config, typed.turnstile, c.req.header('cf-connecting-ip')))) {
    return refuse(c, typed, { turnstile: 'We could not tell that a person is there. Please try once more.' })
  }
  const batchId = newKey()
  const wording = consentWording(config.FROM_NAME)
  const origin = await originOf(c, typed)
  const signUp = { ...judged, timeZone: zoneOf(c, typed.timeZone), sendHour: config.SEND_HOUR, wording, origin }
  await subscribe(db, signUp, batchId, clock.now())
  sendSoon(batchId, 'confirm')
  return thank(c, typed)
})

visitor.get('/check-inbox', (c) => {
  keepPrivate(c)
  const given = readVisit(getCookie(c, VISIT))
  if (!given) return show(c, <CheckInbox site={c.var.house.site} />)
  const { email, again, ...carried } = given
  const mailbox = mailboxOf(email)
  const form = { email, carried: { ...carried, page: '/check-inbox' } }
  return show(
    c,
    <CheckInbox
      site={c.var.house.site}
      address={email}
      again={again === 'yes'}
      form={form}
      {...(mailbox ? { mailbox } : {})}
    />,
  )
})

visitor.get('/care', (c) => show(c, <Care site={c.var.house.site} />))

visitor.get('/privacy', (c) => show(c, <Privacy site={c.var.house.site} {...hosts(c)} />))

function landing(c: Context<DoorEnv>, signUp: Omit<LandingProps['signUp'], 'consentWording'>): LandingProps {
  const { courses, site, config } = c.var.house
  const [course] = courses
  const lessons = course?.lessons ?? []
  const [first] = lessons
  return {
    site,
    promise: course?.promise ?? '',
    hour: config.SEND_HOUR,
    days: lessons.map(({ day, title, practice, minutes }) => ({ day, title, practice, minutes })),
    excerpt: { day: 1, title: first?.title ?? '', html: first?.opening ?? '' },
    signUp: { ...signUp, consentWording: consentWording(config.FROM_NAME).words },
  }
}

// The form as it was typed, with a sentence at each field; a program gets the same sentences by name.
function refuse(c: Context<DoorEnv>, typed: Typed, errors: LandingProps['signUp']['errors']) {
  if (isJson(c)) {
    return tellProblem(c, { status: 422, code: 'bad_input', title: 'Some fields need another look.', errors })
  }
  const { email, firstName, timeZone, page, referrer, utm } = typed
  const signUp = { values: { email, firstName, timeZone }, errors, page, utm, ...(referrer ? { referrer } : {}) }
  return show(c, <Landing {...landing(c, signUp)} />, 422)
}

// The same answer to everyone, whatever we know of the address.
function thank(c: Context<DoorEnv>, typed: Typed) {
  if (isJson(c))
    return c.json({ message: 'Please look in your inbox: a mail with a link to confirm is on its way.' }, 202)
  const { email, firstName, timeZone, consent, page, referrer, utm } = typed
  const again = page === '/check-inbox' ? 'yes' : ''
  const visit = JSON.stringify({ email: email.trim(), firstName, timeZone, consent, referrer, again, ...utm })
  const secure = new URL(c.var.house.config.PUBLIC_URL).protocol === 'https:'
  setCookie(c, VISIT, encodeURIComponent(visit).length < 3500 ? visit : '', {
    path: '/check-inbox',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 1800,
    secure,
  })
  return c.redirect('/check-inbox', 303)
}

async function withinLimit(c: Context<DoorEnv>): Promise<boolean> {
  const address = c.req.header('cf-connecting-ip')
  const { config } = c.var.house
  if (config.DEV_CLOCK && isLoopbackAddress(address)) return true
  const { success } = await c.env.SIGNUP_LIMIT.limit({ key: await hashNetwork(config.APP_SECRET, address ?? '') })
  return success
}

function tooMany(c: Context<DoorEnv>) {
  c.header('Retry-After', '60')
  return problem(
    'too_many_requests',
    'There were many sign-ups from your network just now. Please wait a minute and try again.',
  )
}

function hosts(c: Context<DoorEnv>) {
  const { config } = c.var.house
  const booking = {
    calcom: 'Cal.com',
    calendly: 'Calendly',
    acuity: 'Acuity Scheduling',
    square: 'Square',
    none: undefined,
  }[config.BOOKING_PROVIDER]
  const own = new URL(config.LIBSQL_URL).hostname
  const databaseHost = own.endsWith('.turso.io') ? 'Turso' : isLoopback(own) ? 'this very house' : own
  return { databaseHost, ...(booking ? { bookingHost: booking } : {}) }
}

const VISIT = 'visit'

// What she typed a moment ago, kept in her own browser for half an hour.
function readVisit(cookie: string | undefined): (Record<string, string> & { email: string; again: string }) | null {
  try {
    const visit: unknown = JSON.parse(cookie ?? '')
    if (typeof visit !== 'object' || visit === null) return null
    const words = Object.fromEntries(
      Object.entries(visit).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
    return words.email ? { ...words, email: words.email, again: words.again ?? '' } : null
  } catch {
    return null
  }
}
