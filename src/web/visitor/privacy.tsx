import { sayNumber } from '../../platform/say-number'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

export type PrivacyProps = {
  site: Site
  /** For how many days unconfirmed sign-ups and Resend's events are kept. */
  keeps: { unconfirmed: number; eventBody: number; events: number }
  /** Who hosts the database: `Turso`. */
  databaseHost: string
  /** Who hosts the calendar, when booking goes through a service: `Cal.com`. */
  bookingHost?: string
}

/** What is stored and why, how long, who handles it, and how to leave. */
export const Privacy = ({ site, keeps, databaseHost, bookingHost }: PrivacyProps) => (
  <Page
    site={site}
    title={`Privacy: what is kept, and why. ${site.senderName}`}
    description="What is stored when you sign up, why, for how long, who handles it, and how to leave."
    path="/privacy"
  >
    <h1>Privacy</h1>
    <p class="lead">
      I keep what I need to write to you and to see what was of use, and nothing to follow you with elsewhere.
    </p>
    <Kept bookingHost={bookingHost} />
    <NotKept turnstile={site.turnstileSiteKey !== undefined} />
    <HowLong site={site} keeps={keeps} />
    <WhoHandles databaseHost={databaseHost} bookingHost={bookingHost} />
    <YourRights site={site} />
  </Page>
)

type Booking = { bookingHost: string | undefined }

const Kept = ({ bookingHost }: Booking) => (
  <>
    <h2>What is kept, and why</h2>
    <dl>
      <dt>Your email address</dt>
      <dd>to send you the letters you asked for.</dd>
      <dt>Your first name, if you gave it</dt>
      <dd>to greet you by it.</dd>
      <dt>Your time zone and the hour you chose</dt>
      <dd>so that a morning letter comes in your morning.</dd>
      <dt>What you agreed to, when, and on which page</dt>
      <dd>
        because I have to be able to show that you asked. With it I keep the page or campaign that led you here, the
        page without anything after the question mark in its address, and your network address, made unreadable.
      </dd>
      <dt>Which letters were sent, and whether they arrived</dt>
      <dd>so that each comes once, and none goes to a mailbox that no longer takes them.</dd>
      <dt>Which links of a letter you pressed, and when first</dt>
      <dd>
        so that I see which of my letters are of use, and do not send you one again that you have read. Their links lead
        through this site for that; those of the lessons do not, except the one to book.
      </dd>
      <dt>A mark made from your address, if you asked never to be written to</dt>
      <dd>so that nobody can have letters sent to it. Your address cannot be read back from it.</dd>
      {bookingHost !== undefined && (
        <>
          <dt>That you pressed the link to book, or have booked</dt>
          <dd>so that I stop asking.</dd>
        </>
      )}
    </dl>
  </>
)

const NotKept = ({ turnstile }: { turnstile: boolean }) => (
  <>
    <h2>What is not</h2>
    <p>
      There is no tracking pixel in the letters, so I do not know whether you opened one, and no visitor counter on
      these pages.{' '}
      {turnstile
        ? 'The form asks Cloudflare whether a person is filling it in; nothing else is loaded from other companies.'
        : 'Nothing on them is loaded from other companies.'}{' '}
      Your address is not sold, lent or passed on.
    </p>
    <p>
      One cookie is set when you sign up: it remembers what you typed, in case there is a slip to mend, and is gone
      after half an hour.
    </p>
  </>
)

const HowLong = ({ site, keeps }: Pick<PrivacyProps, 'site' | 'keeps'>) => (
  <>
    <h2>How long</h2>
    <p>
      For as long as you want the letters, and so with what you pressed in them. When you unsubscribe, they stop at
      once; your address stays on record as unsubscribed, so that nobody writes to it by mistake. What you agreed to
      stays with it, because I have to be able to show it. If you would rather have everything erased, write to{' '}
      <a href={`mailto:${site.replyTo}`}>{site.replyTo}</a> and I will do it.
    </p>
    <p>
      Signing up counts only with the button in the letter that follows. If it is never pressed, the address and all
      that was typed with it are gone after {sayDays(keeps.unconfirmed)}. If it was not you who typed it, the same
      letter lets you say that nothing is ever to be sent to you again; then all I keep is a mark made from your
      address, from which it cannot be read back.
    </p>
    <p>
      Resend tells me whether each letter arrived. Such a report loses its wording, and with it your address, after{' '}
      {sayDays(keeps.eventBody)} and is gone after {sayDays(keeps.events)}.
    </p>
  </>
)

const sayDays = (days: number) => (days === 1 ? 'one day' : `${sayNumber(days)} days`)

const WhoHandles = ({ databaseHost, bookingHost }: Booking & { databaseHost: string }) => (
  <>
    <h2>Who handles it for me</h2>
    <p>These companies work on my behalf and may use what passes through their hands for nothing else.</p>
    <dl>
      <dt>Resend</dt>
      <dd>sends the letters and reports whether they arrived.</dd>
      <dt>Cloudflare</dt>
      <dd>runs these pages.</dd>
      <dt>{databaseHost}</dt>
      <dd>keeps the database.</dd>
      {bookingHost && (
        <>
          <dt>{bookingHost}</dt>
          <dd>keeps my calendar, and learns what you enter when you book.</dd>
        </>
      )}
    </dl>
  </>
)

const YourRights = ({ site }: { site: Site }) => (
  <>
    <h2>What you can do</h2>
    <p>
      Every letter ends with a link that stops the letters and one that changes them. You agreed freely and can take it
      back at any time. You may also ask what is stored about you, have it put right, taken with you or erased, and if
      you think I have it wrong, complain to the data protection authority where you live.
    </p>
    <p>
      Responsible for all this: {site.senderName}, {site.postalAddress},{' '}
      <a href={`mailto:${site.replyTo}`}>{site.replyTo}</a>.
    </p>
  </>
)
