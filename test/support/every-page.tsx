/** @jsxImportSource hono/jsx */

import { Booked } from '../../src/web/reader/booked'
import type { CourseState } from '../../src/web/reader/course-state'
import { Lesson } from '../../src/web/reader/lesson'
import { Preferences, type PreferencesProps } from '../../src/web/reader/preferences'
import { Unsubscribe } from '../../src/web/reader/unsubscribe'
import { Failed } from '../../src/web/ui/failed'
import { document } from '../../src/web/ui/layout'
import type { Site } from '../../src/web/ui/site'
import { Care } from '../../src/web/visitor/care'
import { CheckInbox } from '../../src/web/visitor/check-inbox'
import { Confirm } from '../../src/web/visitor/confirm'
import { Landing, type LandingProps } from '../../src/web/visitor/landing'
import { LetterGone, Letters, PublishedLetter } from '../../src/web/visitor/letters'
import { Never } from '../../src/web/visitor/never'
import { Privacy } from '../../src/web/visitor/privacy'

export const site: Site = {
  senderName: 'Jana Levander',
  about: 'I have worked with my hands for nineteen years.\n\nPeople come about a tired face. We begin at the scalp.',
  publicUrl: 'https://example.com',
  replyTo: 'jana@example.com',
  postalAddress: 'Kattesund 4, 222 23 Lund, Sweden',
}

const days = Array.from({ length: 7 }, (_, index) => ({
  day: index + 1,
  title: 'Temples and jaw, where holding lives',
  practice: 'Slow circles, loose jaw',
  minutes: 5,
}))

/** The landing page as a stranger meets it. */
export const invitation: LandingProps = {
  site,
  title: 'Seven Mornings',
  promise: 'Seven days, about five minutes a day, and your face begins to feel different from above.',
  days,
  excerpt: {
    day: 1,
    title: 'Your face begins at your scalp',
    html: `<p>${'Lay a palm on your head. '.repeat(40)}</p>`,
  },
  hour: 7,
  signUp: { values: {}, errors: {}, consentWording: 'Yes, send me the lessons.', page: '/', course: 'seven-mornings' },
}

/** The landing page after a form that could not be taken as it was. */
export const mistaken = (values: LandingProps['signUp']['values']): LandingProps => ({
  ...invitation,
  signUp: {
    ...invitation.signUp,
    values,
    errors: { email: 'This is not a whole address.', firstName: 'A name is shorter.', consent: 'Please tick the box.' },
  },
})

const next = { on: 'tomorrow', hour: 7, timeZone: 'America/Argentina/Buenos_Aires' }
const mailbox = { name: 'Gmail', url: 'https://mail.google.com/' }
const form = { email: 'anna@example.com', hiddenFields: { consent: 'on' } }
const gentler = { pause: '/p', weekdays: '/w', hour: '/h', current: 7, preferencesUrl: '/preferences/t' }

/** The preferences in any courseState. */
export const preferences = (courseState: CourseState): PreferencesProps => ({
  site,
  actions: { save: '/preferences/t', pause: '/preferences/t/pause', resume: '/preferences/t/resume' },
  values: { firstName: 'Anna', hour: 7, timeZone: 'Asia/Kathmandu', weekdaysOnly: true },
  zones: ['UTC', 'Europe/Berlin', 'America/New_York'],
  courseState,
  saved: 'Saved.',
  unsubscribeUrl: '/unsubscribe/t',
})

const standings: CourseState[] = [
  { is: 'reading', day: 2, of: 7, next },
  { is: 'paused', until: 'on Monday 7 December' },
  { is: 'refused' },
  { is: 'finished' },
  { is: 'unsubscribed' },
]

const letter = {
  path: '/letters/spring',
  subject: 'Spring',
  preheader: 'Two places are free.',
  sentAt: 1_770_000_000_000,
}

const troubles = [400, 403, 404, 405, 410, 413, 415, 422, 429, 500, 502, 503] as const

/** Every page in every state, by name, as it goes over the wire. */
export const everyPage: Record<string, string> = Object.fromEntries(
  Object.entries({
    landing: <Landing {...invitation} />,
    'landing with all that may be set': (
      <Landing {...invitation} site={{ ...site, portrait: '/portrait.jpg', turnstileSiteKey: 'key' }} />
    ),
    'landing, mistaken': <Landing {...mistaken({ email: 'anna@', firstName: 'Anna' })} />,
    'landing, asked to wait': (
      <Landing {...invitation} signUp={{ ...invitation.signUp, errors: { wait: 'Please try again later.' } }} />
    ),
    'check-inbox': <CheckInbox site={site} address="anna@example.com" mailbox={mailbox} form={form} again />,
    'check-inbox, mistaken': (
      <CheckInbox site={site} address="anna@example.com" form={{ ...form, error: 'Please wait a little.' }} />
    ),
    'check-inbox, unknown': <CheckInbox site={site} />,
    'confirm, ask': <Confirm site={site} state="ask" action="/confirm/t" />,
    'confirm, done': (
      <Confirm site={site} state="done" next={next} preferencesUrl="/p" lessonUrl="/l" mailbox={mailbox} />
    ),
    'confirm, done in a zone that nobody could tell': (
      <Confirm site={site} state="done" next={{ ...next, assumed: true }} preferencesUrl="/p" lessonUrl="/l" />
    ),
    'confirm, ask a reader of another course': <Confirm site={site} state="ask" action="/confirm/t" reading />,
    'confirm, later': <Confirm site={site} state="later" next={next} preferencesUrl="/p" lessonUrl="/lessons/t" />,
    'confirm, already': <Confirm site={site} state="already" next={next} preferencesUrl="/p" />,
    'confirm, already and finished': <Confirm site={site} state="already" />,
    'confirm, too old': <Confirm site={site} state="too-old" />,
    'never, ask': <Never site={site} state="ask" action="/never/t" />,
    'never, done': <Never site={site} state="done" wasReading={false} />,
    'never, done for a reader': <Never site={site} state="done" wasReading />,
    'confirm, broken': <Confirm site={site} state="broken" />,
    care: <Care site={site} />,
    privacy: (
      <Privacy
        site={{ ...site, turnstileSiteKey: 'key' }}
        keeps={{ unconfirmed: 30, eventBody: 7, events: 90 }}
        databaseHost="Turso"
        bookingHost="Cal.com"
      />
    ),
    ...Object.fromEntries(
      troubles.map((status) => [`failed ${status}`, <Failed site={site} status={status} code="x" />]),
    ),
    'unsubscribe, ask': <Unsubscribe site={site} state="ask" action="/u" gentler={gentler} />,
    'unsubscribe, ask after the course': <Unsubscribe site={site} state="ask" action="/u" />,
    'unsubscribe, done': <Unsubscribe site={site} state="done" />,
    ...Object.fromEntries(
      standings.map((courseState) => [`preferences, ${courseState.is}`, <Preferences {...preferences(courseState)} />]),
    ),
    'preferences, in a zone that nobody could tell': (
      <Preferences {...preferences({ is: 'finished' })} assumedZone="Europe/Berlin" />
    ),
    'preferences, mistaken': (
      <Preferences
        {...preferences({ is: 'finished' })}
        errors={{ firstName: 'Too long.', hour: 'Not an hour.', timeZone: 'Not a place.', pauseFor: 'How long?' }}
      />
    ),
    lesson: <Lesson site={site} day={3} of={7} title="Temples" minutes={5} web="<h1>Temples</h1><p>…</p>" />,
    'letters, none yet': <Letters site={site} timeZone="Europe/Vienna" course="Seven Mornings" letters={[]} />,
    letters: <Letters site={site} timeZone="Europe/Vienna" course="Seven Mornings" letters={[letter]} />,
    'a letter': (
      <PublishedLetter
        site={site}
        timeZone="Europe/Vienna"
        course="Seven Mornings"
        letter={letter}
        html="<p>A letter of mine.</p>"
        picture="/media/0.jpg"
      />
    ),
    'a letter, gone': <LetterGone site={site} />,
    'booked, ask': <Booked site={site} state="ask" action="/booked/t" bookUrl="/book/t" />,
    'booked, done': <Booked site={site} state="done" />,
  }).map(([name, page]) => [name, document(page)]),
)
