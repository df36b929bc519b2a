import { type Context, Hono } from 'hono'
import { keepPrivate, show, tellProblem } from '../pages/answer'
import type { DoorEnv } from '../pages/door'
import { originOf } from '../pages/origin'
import { problem } from '../platform/errors'
import { newKey } from '../platform/ids'
import { hashNetwork, isLoopbackAddress } from '../platform/network'
import { subscribe } from '../subscribers/subscribe'
import { consentWording } from '../subscribers/wording'
import { CheckInbox } from './check-inbox'
import { invitation } from './invitation'
import { Landing, type LandingProps } from './landing'
import { mailboxOf } from './mailbox'
import { isJson, judge, readTyped, type Typed, zoneOf } from './read-sign-up'
import { personIsThere } from './turnstile'
import { keepVisit, readVisit } from './visit'

/** The door for signing up. */
export const signingUp = new Hono<DoorEnv>()

signingUp.post('/subscribe', async (c) => {
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
  const signUp = {
    ...judged,
    timeZone: zoneOf(c, typed.timeZone) ?? config.DEFAULT_TIME_ZONE,
    sendHour: config.SEND_HOUR,
    wording,
    origin,
  }
  await subscribe(db, signUp, batchId, clock.now())
  sendSoon(batchId, 'confirm')
  return thank(c, typed)
})

signingUp.get('/check-inbox', (c) => {
  keepPrivate(c)
  const given = readVisit(c)
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

// The form as it was typed, with a sentence at each field; a program gets the same sentences by name.
function refuse(c: Context<DoorEnv>, typed: Typed, errors: LandingProps['signUp']['errors']) {
  if (isJson(c)) {
    return tellProblem(c, { status: 422, code: 'bad_input', title: 'Some fields need another look.', errors })
  }
  const { email, firstName, timeZone, page, referrer, utm } = typed
  const signUp = { values: { email, firstName, timeZone }, errors, page, utm, ...(referrer ? { referrer } : {}) }
  return show(c, <Landing {...invitation(c, signUp)} />, 422)
}

// The same answer to everyone, whatever we know of the address.
function thank(c: Context<DoorEnv>, typed: Typed) {
  if (isJson(c))
    return c.json({ message: 'Please look in your inbox: a mail with a link to confirm is on its way.' }, 202)
  keepVisit(c, typed)
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
