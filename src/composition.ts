import type { CompiledTemplate } from '#letters'
import * as compiled from '#letters'
import type { AppContext, Bindings } from './context'
import { bookingsBetween, hasBooked, pressedSince } from './features/bookings/booked'
import type { AudienceTerms } from './features/broadcasts/in-audience'
import { broadcastLetters } from './features/broadcasts/letter'
import type { Frame } from './features/broadcasts/schedule'
import { courseOfLink } from './features/courses/find-course'
import { hasFinished, isInCourse } from './features/courses/in-course'
import { type Library, lessonLetters } from './features/courses/letter'
import { alertLetters } from './features/insights/alert-letter'
import type { Sender } from './mail/outbox/letter'
import type { LetterKinds } from './mail/outbox/letter-kind'
import { phrase } from './mail/phrase'
import { openResend } from './mail/providers/resend/provider'
import type { Recipients } from './mail/recipients'
import { operatorAddresses } from './operators/address-book'
import { signInLetters } from './operators/letter'
import { openClock } from './platform/clock'
import { type Config, readConfig } from './platform/config'
import { type Db, leaveDb, openDb } from './platform/db'
import { memoise } from './platform/memoise'
import type { TimeLimit } from './platform/time-limit'
import { openSigner } from './platform/tokens'
import { subscriberAddresses } from './subscribers/address-book'
import { signUpLetters } from './subscribers/letter'

/** The compiled templates of the service; a test may give another course. */
export type Templates = Library &
  Frame & {
    letters: Parameters<typeof signUpLetters>[0] & Parameters<typeof signInLetters>[0] & { alert: CompiledTemplate }
  }

/** What `npm run build` made of `emails/`. */
export const compiledTemplates: Templates = compiled

/**
 * Builds the context of one request or job: settings, database, clock, keys, provider. `timeLimit` is how long it waits
 * for the database, by default as long as a job does. Throws `bad_settings`.
 */
export function composeContext(templates: Templates = compiledTemplates) {
  const kinds = letterKindsOf(templates)
  // Made once for the settings of an isolate; decision 27 says why all requests may share them.
  const ofSettings = memoise((config: Config) => ({
    signer: openSigner(config),
    provider: openResend(config),
    sender: senderOf(config),
    seenStored: new Set<string>(),
  }))
  return async (env: Bindings, timeLimit?: TimeLimit): Promise<AppContext> => {
    const config = readConfig(env)
    const { signer, ...parts } = ofSettings(config)
    let opened: Db | undefined
    const open = () => {
      opened ??= openDb(config, timeLimit)
      return opened
    }
    const clock = await openClock(config, open)
    return {
      env,
      config,
      clock,
      signer,
      courses: templates.courses,
      reportTerms: { bookingsBetween },
      frame: templates,
      audienceTerms,
      get db() {
        return open()
      },
      get mailer() {
        return { db: open(), clock, signer, kinds, recipients, ...parts }
      },
      leave: () => {
        if (opened) leaveDb(opened)
      },
    }
  }
}

/** What the features know of a subscriber `s`, for the audiences of broadcasts. */
export const audienceTerms: AudienceTerms = {
  isInCourse,
  hasFinished,
  hasBooked,
  actedSince: pressedSince,
}

/** Every kind of letter that this service writes. */
export function letterKindsOf(templates: Templates): LetterKinds {
  return {
    confirm: signUpLetters(templates.letters, templates.courses, courseOfLink(templates.courses)),
    lesson: lessonLetters(templates, hasBooked),
    broadcast: broadcastLetters,
    signin: signInLetters(templates.letters),
    digest: alertLetters(templates.letters.alert),
  }
}

const recipients: Recipients = { subscriber: subscriberAddresses, operator: operatorAddresses }

function senderOf(config: Config): Sender {
  const {
    PUBLIC_URL: siteUrl,
    FROM_NAME: senderName,
    FROM_EMAIL,
    REPLY_TO: replyTo,
    POSTAL_ADDRESS: postalAddress,
  } = config
  const siteHost = new URL(siteUrl).host
  const gaps: Record<(typeof compiled.siteGaps)[number], string> = {
    senderName,
    postalAddress,
    siteUrl,
    siteHost,
    careUrl: `${siteUrl}/care`,
  }
  return {
    from: `"${senderName}" <${FROM_EMAIL}>`,
    replyTo,
    siteUrl,
    listId: `${phrase(senderName)} <letters.${new URL(siteUrl).hostname}>`,
    gaps,
  }
}
