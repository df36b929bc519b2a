import { Page } from '../ui/layout'
import type { Site } from '../ui/site'

export type CareProps = { site: Site }

/** Who should not do the practice, who should ask first, and when to stop. */
export const Care = ({ site }: CareProps) => (
  <Page
    site={site}
    title={`Care: when to wait, and when to ask first. ${site.senderName}`}
    description="When not to do the practice, when to ask a clinician first, and when to stop."
    path="/care"
  >
    <h1>Care</h1>
    <p class="lead">The practice is gentle. It should feel warm, easy and alive, and never sore.</p>

    <h2>Please do not do it</h2>
    <ul>
      <li>over open wounds, or over infected or inflamed skin</li>
      <li>soon after surgery or a hair transplant: follow your surgeon there, not me</li>
      <li>after an injury to the head or neck</li>
      <li>with fever</li>
    </ul>

    <h2>Please ask a clinician first</h2>
    <ul>
      <li>if you take blood thinners or have a bleeding disorder</li>
      <li>if you have high blood pressure that is not under control</li>
      <li>during a flare of psoriasis or eczema</li>
      <li>if you find a new lump</li>
      <li>if hair falls out suddenly and in patches</li>
      <li>if you have a new or a severe headache</li>
    </ul>

    <h2>Stop at pain or dizziness</h2>
    <p>Take your hands away and rest. If it does not pass, ask a clinician.</p>
    <p>
      What I write is teaching, not medical advice. It does not take the place of someone who can look at you. If you
      are unsure, <a href={`mailto:${site.replyTo}`}>write to me</a> before you begin.
    </p>
  </Page>
)
