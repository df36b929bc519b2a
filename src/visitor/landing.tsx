import { raw } from 'hono/html'
import { Figure } from '../pages/figure'
import { Page } from '../pages/layout'
import { sayHour } from '../pages/moment'
import { sayNumber } from '../pages/number'
import type { Site } from '../pages/site'
import { type SignUp, SignUpForm } from './sign-up-form'

export type Day = {
  day: number
  title: string
  /** The name of the practice: `Lift and glide`. */
  practice?: string
  minutes: number
}

export type Excerpt = {
  day: number
  title: string
  /** Trusted: the `opening` of the compiled lesson. */
  html: string
}

export type LandingProps = {
  site: Site
  /** What the course promises, in one sentence; it stands under the title. */
  promise: string
  days: readonly Day[]
  excerpt: Excerpt
  /** The hour at which lessons come unless the reader chooses another. */
  hour: number
  signUp: SignUp
}

/** The first page: what the seven mornings are, who gives them, and the form to begin; after a mistake only the form. */
export const Landing = (props: LandingProps) => {
  const { site, promise, signUp } = props
  const mistaken = Object.values(signUp.errors).some(Boolean)
  const title = `${site.courseTitle}, with ${site.senderName}`
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
    <h1>Almost.</h1>
    <p class="lead">Something below needs a second look. The rest is kept as you wrote it.</p>
    <SignUpForm site={site} signUp={signUp} />
  </>
)

const Invitation = ({ site, promise, days, excerpt, hour, signUp }: LandingProps) => (
  <>
    <div class="opening">
      <Figure name="hero" class="hero" />
      <div>
        <h1>{site.courseTitle}</h1>
        <p class="lead">{promise}</p>
        <p>
          <a class="button" href="#begin">
            Begin
          </a>
        </p>
      </div>
    </div>

    <section>
      <div class="margin">
        <h2>The {sayNumber(days.length)} mornings</h2>
        <Strands />
      </div>
      <div>
        <p>
          A letter comes at {sayHour(hour)}, or at the hour you choose, with one idea and one small practice. You need
          your hands and about five minutes.
        </p>
        <ol class="days">{days.map(DayLine)}</ol>
      </div>
    </section>

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

const DayLine = ({ title, practice, minutes }: Day) => (
  <li>
    <h3>{title}</h3>
    <p class="hint">
      {practice && `${practice}, `}
      {minutes} minutes
    </p>
  </li>
)

// The lines that leave the neck in the drawing above run on through the week.
const Strands = () => (
  <svg class="strands" viewBox="0 0 160 900" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <path d="M76 0C78 25 89 100 88 150S79 250 72 300S55 400 51 450S47 550 45 600S45 700 42 750S28 875 26 900" />
    <path d="M84 0C88 24 104 96 106 144S100 240 94 288S74 384 68 432S57 528 54 576S51 672 48 720S40 840 38 864" />
    <path d="M96 0C101 23 120 92 122 138S118 230 112 276S89 368 82 414S68 506 64 552S60 644 58 690S53 805 52 828" />
    <path d="M107 0C112 25 132 98 135 147S134 245 128 294S106 392 98 441S82 539 77 588S71 686 68 735S63 858 62 882" />
    <path d="M114 0C119 24 143 94 148 141S153 235 148 282S127 376 118 423S97 517 90 564S78 658 74 705S71 823 70 846" />
  </svg>
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
