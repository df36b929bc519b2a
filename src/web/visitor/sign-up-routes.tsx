import { type Context, Hono } from 'hono'
import { isOnCourse } from '../../features/courses/enrol'
import { isDatabaseAway } from '../../platform/db'
import { newKey } from '../../platform/ids'
import { describeError, log } from '../../platform/log'
import { hashNetwork, isLoopbackAddress, networksOf } from '../../platform/network'
import { hashAddress, hashAsText, readAddressKey } from '../../subscribers/address-hash'
import { subscribe } from '../../subscribers/subscribe'
import { consentWording } from '../../subscribers/wording'
import { originOf } from '../http/consent-origin'
import type { WebEnv } from '../http/context'
import { ALL_AT_ONCE, askToWait, DATABASE_AWAY, FROM_YOUR_NETWORK, refuse, type Wait } from './give-form-back'
import { isJson, judge, readTyped, type Typed, zoneOf } from './read-sign-up'
import { passesTurnstile } from './turnstile'
import { keepVisit } from './visit'

/** The routes for signing up. */
export const signUpRoutes = new Hono<WebEnv>()

signUpRoutes.post('/', async (c) => {
  const { config, sendSoon } = c.var.app
  const limited = !(await withinLimit(c))
  const typed = await readTyped(c)
  if (limited) return askToWait(c, typed, FROM_YOUR_NETWORK)
  const judged = judge(typed, config.BLOCK_DISPOSABLE)
  if ('faults' in judged) return refuse(c, typed, judged.faults)
  if (typed.website !== '') return thank(c, typed)
  if (!(await passesTurnstile(config, typed.turnstile, c.req.header('cf-connecting-ip')))) {
    return refuse(c, typed, {
      turnstile: 'I could not tell that a person is filling in this form. Please try once more.',
    })
  }
  const batchId = newKey()
  const wait = await tryToSubscribe(c, typed, judged, batchId)
  if (wait) return askToWait(c, typed, wait)
  sendSoon(batchId, 'confirm')
  return thank(c, typed)
})

// Why to ask again later, or nothing. A repeat has the same effect once, also when the first answer was lost.
async function tryToSubscribe(
  c: Context<WebEnv>,
  typed: Typed,
  { address, firstName }: { address: string; firstName: string },
  batchId: string,
): Promise<Wait | undefined> {
  const { config, db, clock } = c.var.app
  try {
    const signUp = {
      address,
      addressHash: hashAsText(hashAddress(await readAddressKey(db, config), address)),
      firstName,
      timeZone: zoneOf(c, typed.timeZone),
      course: typed.course.slug,
      isOnCourse: isOnCourse(typed.course.slug),
      wording: consentWording(config.FROM_NAME, typed.course.lessons.length),
      origin: originOf(c, typed),
    }
    return (await subscribe(db, signUp, rulesOf(c), batchId, clock.now())) ? undefined : ALL_AT_ONCE
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    log('failed', { route: c.req.routePath, code: 'try_again', ...describeError(error) })
    return DATABASE_AWAY
  }
}

// The same answer to everyone, whatever we know of the address.
function thank(c: Context<WebEnv>, typed: Typed) {
  if (isJson(c))
    return c.json({ message: 'Please look in your inbox: a mail with a link to confirm is on its way.' }, 202)
  keepVisit(c, typed)
  return c.redirect('/check-inbox', 303)
}

// In development this machine itself is exempt from every limit but that of the mailbox.
function isCounted(c: Context<WebEnv>): boolean {
  return !(c.var.app.config.DEV_CLOCK && isLoopbackAddress(c.req.header('cf-connecting-ip')))
}

function rulesOf(c: Context<WebEnv>) {
  const { config } = c.var.app
  return {
    defaults: { timeZone: config.DEFAULT_TIME_ZONE, sendHour: config.SEND_HOUR },
    limits: {
      perHour: config.SIGNUPS_PER_HOUR,
      perDomainHour: config.SIGNUPS_PER_DOMAIN_HOUR,
      counted: isCounted(c),
    },
  }
}

async function withinLimit(c: Context<WebEnv>): Promise<boolean> {
  if (!isCounted(c)) return true
  const { config } = c.var.app
  const networks = networksOf(c.req.header('cf-connecting-ip') ?? '')
  const keys = networks.map((network) => hashNetwork(config.APP_SECRET, network))
  const verdicts = await Promise.all(keys.map((key) => c.env.SIGNUP_LIMIT.limit({ key })))
  return verdicts.every(({ success }) => success)
}
