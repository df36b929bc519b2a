import type { Letter } from '#letters'
import * as compiled from '#letters'
import { hasBooked } from './features/bookings/booked'
import { broadcastLetters } from './features/broadcasts/letter'
import { type Library, lessonLetters } from './features/courses/letter'
import { alertLetters } from './features/insights/alert-letter'
import type { Composers } from './mail/outbox/freeze'
import type { Sender } from './mail/outbox/letter'
import type { Office } from './mail/outbox/send-batch'
import { phrase } from './mail/phrase'
import { openPostman } from './mail/providers/resend/provider'
import { openClock } from './platform/clock'
import { type Config, readConfig } from './platform/config'
import { openDb } from './platform/db'
import type { Patience } from './platform/time-limit'
import { openSigner } from './platform/tokens'
import { signUpLetters } from './subscribers/letter'
import type { Bindings } from './web/http/context'
import type { Site } from './web/ui/site'

/** The compiled words of a house: a test may build one with another course. */
export type Words = Library & { letters: Parameters<typeof signUpLetters>[0] & { alert: Letter } }

/**
 * Builds, for one request or event, everything real: settings, database, clock, keys, postman. `patience` is how long it
 * waits for the database, by default as long as work does. Throws `bad_settings`.
 */
export function wire(words: Words = compiled) {
  const ofReaders: Composers = {
    confirm: signUpLetters(words.letters),
    lesson: lessonLetters(words, hasBooked),
    broadcast: broadcastLetters,
  }
  return async (env: Bindings, patience?: Patience) => {
    const config = readConfig(env)
    const db = openDb(config, patience)
    const clock = await openClock(config, db)
    const signer = openSigner(config)
    const composers: Composers = { ...ofReaders, digest: alertLetters(words.letters.alert, config.ADMIN_EMAILS) }
    const office: Office = { db, clock, signer, postman: openPostman(config), sender: senderOf(config), composers }
    return { env, config, db, clock, signer, office, courses: words.courses, site: siteOf(config, words) }
  }
}

export type Wired = Awaited<ReturnType<ReturnType<typeof wire>>>

function senderOf(config: Config): Sender {
  const {
    PUBLIC_URL: siteUrl,
    FROM_NAME: senderName,
    FROM_EMAIL,
    REPLY_TO: replyTo,
    POSTAL_ADDRESS: postalAddress,
  } = config
  const siteHost = new URL(siteUrl).host
  return {
    from: `"${senderName}" <${FROM_EMAIL}>`,
    replyTo,
    siteUrl,
    listId: `${phrase(senderName)} <letters.${new URL(siteUrl).hostname}>`,
    gaps: { senderName, postalAddress, siteUrl, siteHost, careUrl: `${siteUrl}/care` },
  }
}

function siteOf(config: Config, words: Words): Site {
  return {
    senderName: config.FROM_NAME,
    about: config.ABOUT,
    publicUrl: config.PUBLIC_URL,
    replyTo: config.REPLY_TO,
    postalAddress: config.POSTAL_ADDRESS,
    courseTitle: words.courses[0]?.title ?? '',
    ...(config.PORTRAIT ? { portrait: config.PORTRAIT } : {}),
    ...(config.TURNSTILE_SITE_KEY ? { turnstileSiteKey: config.TURNSTILE_SITE_KEY } : {}),
  }
}
