import { sql } from 'drizzle-orm'
import type { Letter as Words } from '#letters'
import { type Composer, rowsAsJson } from '../delivery/freeze'
import type { Cause } from './alerts'

/** Writes alerts to the practitioner's addresses, which are known by their place in the settings. */
export function alertLetters(words: Words, addresses: readonly string[]): Composer {
  return {
    mayLeave: () => sql`d.recipient_id < ${addresses.length}`,
    rows: (batchId) =>
      rowsAsJson(
        batchId,
        { recipientId: sql`d.recipient_id`, email: sql`j.value`, firstName: sql`''` },
        sql`join json_each(${JSON.stringify(addresses)}) j on j.key = d.recipient_id`,
      ),
    write({ template }) {
      const [, cause, number = '0'] = template.split('/')
      const { title, text } = SAY[cause as Cause](Math.round(Number(number)))
      return { template: words, gaps: { alertTitle: title, alertText: text }, links: {} }
    },
  }
}

const SAY: Record<Cause, (number: number) => { title: string; text: string }> = {
  overdue: (number) => ({
    title: number === 1 ? 'a letter is late' : `${number} letters are late`,
    text: `${number === 1 ? 'One letter' : `${number} letters`} should have left more than a quarter of an hour ago and did not. Nothing is lost: what is late is tried again by itself. If this comes a second day, look whether your account at Resend is in order.`,
  }),
  quota: () => ({
    title: 'the sending has stopped for now',
    text: 'Your account at Resend has sent as many letters as its plan allows. The rest wait and go out when the new day or month begins there. A larger plan would let them go at once.',
  }),
  silent: (number) => ({
    title: 'no news of your letters',
    text: `${number} letters left in the last day, and Resend has not told us what became of any of them. Bounces and complaints would go unseen. Please look whether the webhook at Resend points to this site and is switched on.`,
  }),
  complaints: (number) => ({
    title: 'readers call your letters spam',
    text: `${number} of the letters of the last seven days were marked as spam, which is more than one in a thousand. Mail providers begin to turn letters away at three. Think back to what you sent, and to where these readers came from.`,
  }),
  bounces: (number) => ({
    title: 'many letters come back',
    text: `${number} letters of the last seven days came back because the mailbox does not exist, which is more than four in a hundred. Resend may pause an account for that. Did many new addresses come in at once?`,
  }),
}
