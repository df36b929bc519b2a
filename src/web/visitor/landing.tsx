import { raw } from 'hono/html'
import { Figure } from '../ui/figure'
import { Page } from '../ui/layout'
import type { Site } from '../ui/site'
import { type SignUp, SignUpForm } from './sign-up-form'
import { type Day, Week } from './week'

export type Excerpt = {
  day: number
  title: string
  /** Trusted: the `opening` of the compiled lesson. */
  html: string
}

export type LandingProps = {
  site: Site
  /** The course's. */
  title: string
  /** What the course promises, in one sentence under the title. */
  promise: string
  days: readonly Day[]
  excerpt: Excerpt
  /** The hour at which lessons come unless the reader chooses another. */
  hour: number
  signUp: SignUp
}

/** The landing page: the course, the practitioner and the form; after an invalid form, only the form. */
export const Landing = (props: LandingProps) => {
  const { site, promise, signUp } = props
  const mistaken = Object.values(signUp.errors).some(Boolean)
  const title = `${props.title}, with ${site.senderName}`
  return (
    <Page
      site={site}
      title={mistaken ? `Please look again: ${title}` : title}
      description={promise}
      path="/"
      shape={mistaken ? 'sheet' : 'book'}
      turnstile={site.turnstileSiteKey !== undefined}
    >
      {mistaken ? <Mend {...props} /> : <Invitation {...props} />}
    </Page>
  )
}

const Mend = ({ site, signUp }: LandingProps) => (
  <>
    <h1>{signUp.errors.wait ? 'A little later, please' : 'Almost.'}</h1>
    <p class="lead">
      {signUp.errors.wait
        ? `${signUp.errors.wait} What you wrote is kept below.`
        : 'Something below needs a second look. The rest is kept as you wrote it.'}
    </p>
    <SignUpForm site={site} signUp={signUp} />
  </>
)

const Invitation = ({ site, title, promise, days, excerpt, hour, signUp }: LandingProps) => (
  <>
    <div class="opening">
      <Figure name="hero" class="hero" />
      <div>
        <h1>{title}</h1>
        <p class="lead">{promise}</p>
        <p>
          <a class="button" href="#begin">
            Begin
          </a>
        </p>
      </div>
    </div>

    <Week days={days} hour={hour} />

    <section>
      <h2>From the first letter</h2>
      <div>
        <blockquote class="letter">
          <p class="hint">
            Day {excerpt.day} of {days.length}, from {site.senderName}
          </p>
          <p class="title">{excerpt.title}</p>
          {raw(excerpt.html)}
        </blockquote>
        <p class="hint">The practice follows, step by step, with a drawing.</p>
      </div>
    </section>

    <section>
      <h2>Who writes to you</h2>
      <About site={site} />
    </section>

    <section id="begin">
      <h2>Begin</h2>
      <div>
        <p>
          The letters cost nothing. First comes a short one with a single button, so that nobody else can sign you up.
          Press it, and lesson 1 is with you a minute later.
        </p>
        <SignUpForm site={site} signUp={signUp} />
        <h3>What happens to your address</h3>
        <p>
          It is kept to send you these letters, and for nothing else. I do not sell it or pass it on, no hidden picture
          reports back to me, and every letter ends with a link that stops them.{' '}
          <a href="/privacy">All of it, plainly</a>.
        </p>
        <p>
          The practice is gentle, yet not for every moment: <a href="/care">when to wait, and when to ask first</a>.
        </p>
      </div>
    </section>
  </>
)

const About = ({ site }: { site: Site }) => (
  <div class="about">
    {site.portrait && <img src={site.portrait} alt={site.senderName} width={320} height={400} loading="lazy" />}
    <div>
      {site.about.split(/\n\s*\n/).map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      <p class="signed">{site.senderName}</p>
    </div>
  </div>
)
