import { sql } from 'drizzle-orm'
import type { CompiledTemplate, letterKinds } from '#letters'
import { autoSubmitted } from '../../mail/outbox/headers'
import { defineLetterKind } from '../../mail/outbox/letter-kind'
import { hashOf } from '../../mail/outbox/template-content'
import { isOperator } from '../../operators/active'
import { int, text } from '../../platform/columns'
import { ALERTS, CAUSES, type Cause } from './alerts'

const fills: (typeof letterKinds)['digest'] = { gaps: ['alertTitle', 'alertText'], links: [] }

/** The letters that tell operators of an alert. */
export function alertLetters(alert: CompiledTemplate) {
  return defineLetterKind({
    source: ALERTS,
    ...fills,
    headers: autoSubmitted,
    mayLeave: () => sql`exists (select 1 from operators o where o.id = d.operator_id and ${isOperator})`,
    email: sql`o.email`,
    columns: { cause: text`coalesce(a.cause, '')`, number: int`coalesce(a.number, 0)` },
    join: sql`join operators o on o.id = d.operator_id left join alerts a on a.id = d.source_id`,
    compose({ template, cause, number }) {
      if (template !== ALERT || !isCause(cause)) return null
      const { title, text } = SAY[cause](number)
      return { template: alert, gaps: { alertTitle: title, alertText: text }, links: {} }
    },
    hashesOf: (name) => (name === ALERT ? [hashOf(alert)] : []),
    readKey: (key) => (/^alert\//.test(key) ? { sourceId: null, part: null } : null),
  })
}

const ALERT = 'alert'

const isCause = (word: string): word is Cause => CAUSES.some((cause) => cause === word)

const SAY: Record<Cause, (number: number) => { title: string; text: string }> = {
  overdue: (number) => ({
    title: number === 1 ? 'a letter is late' : `${number} letters are late`,
    text: `${number === 1 ? 'One letter' : `${number} letters`} should have left more than a quarter of an hour ago and did not. Nothing is lost: what is late is tried again by itself. If you hear this again tomorrow, please check that your account at Resend is in order.`,
  }),
  unsent: (number) => ({
    title: number === 1 ? 'a letter to everyone has not left' : `${number} letters to everyone have not left`,
    text: `${number === 1 ? 'A letter to everyone was' : `${number} letters to everyone were`} to leave more than a quarter of an hour ago and did not. Your lessons go on. If you hear this a second time, please show it to whoever looks after your site.`,
  }),
  faults: (number) => ({
    title: number === 1 ? 'one thing was put aside' : `${number} things were put aside`,
    text: `${number === 1 ? 'One thing' : `${number} things`} could not be read or written in the last day: a reader's time zone, perhaps, or a letter, or news of one. ${number === 1 ? 'It was' : 'They were'} put aside so that everybody else's letters could go on. Please show this to whoever looks after your site; the log names each under the word "fault".`,
  }),
  template: (number) => ({
    title: number === 1 ? 'a letter cannot be written' : `${number} letters cannot be written`,
    text: `${number === 1 ? 'One letter waits' : `${number} letters wait`} because something in the text cannot be filled in: a gap that this kind of letter does not have, or a lesson that is no longer there. Please show this to whoever looks after your site; the log names it under the word "template". Once the text is corrected, ${number === 1 ? 'it leaves' : 'they leave'} by ${number === 1 ? 'itself' : 'themselves'}, and the course of whoever waits goes on from there.`,
  }),
  quota: () => ({
    title: 'the sending has stopped for now',
    text: 'Your account at Resend has sent as many letters as its plan allows. The rest wait and go out by themselves when the next day or month begins (at midnight UTC). A larger plan keeps this from happening again.',
  }),
  waiting: (number) => ({
    title: number === 1 ? 'a confirmation waits for tomorrow' : `${number} confirmations wait for tomorrow`,
    text: `Your plan at Resend sends 100 letters a day. Half of them are kept for your readers' lessons; the other half, which confirmations may use, is spent for today. ${number === 1 ? 'One confirmation waits' : `${number} confirmations wait`} until midnight UTC, or a day or two longer if many came before; nothing is lost. If your readers are more than this plan can serve, a larger one keeps them from waiting. If you do not know where these sign-ups come from, switch on Cloudflare Turnstile, which is free and keeps machines out.`,
  }),
  signups: (number) => ({
    title: `${number} sign-ups in one day`,
    text: `Your form was sent ${number} times in the last day, more than five times the daily average of the week before. Perhaps somebody spoke well of you. If you know of no reason, it may be a machine that enters other people's addresses. In that case switch on Cloudflare Turnstile, which is free; whoever looks after your site can put its two keys into the settings.`,
  }),
  silent: (number) => ({
    title: 'no news of your letters',
    text: `${number} letters left in the last day, and Resend has not told us what became of any of them. Bounces and complaints would go unseen. Please check that the webhook at Resend points to this site and is switched on.`,
  }),
  complaints: (number) => ({
    title: 'readers call your letters spam',
    text: `${number} of the letters of the last seven days were marked as spam, which is more than one in a thousand. Mail providers begin to turn letters away at three in a thousand. Think back to what you sent, and to where these readers came from.`,
  }),
  bounces: (number) => ({
    title: 'many letters come back',
    text: `${number} letters of the last seven days came back because the mailbox does not exist, which is more than four in a hundred. Resend may pause an account for that. Did many new addresses come in at once?`,
  }),
  key: () => ({
    title: 'the key for Resend may only send',
    text: `Your letters leave as usual, but the key that this site has for Resend (RESEND_API_KEY) may not ask what has been sent already. After a break of more than three hours, your letters would wait another six hours for that answer. Please make a key with full access at Resend, under API keys, and give it to whoever looks after this site.`,
  }),
  unasked: () => ({
    title: 'the letters wait for a key',
    text: `This site stood still for more than three hours. Before it goes on it must ask Resend what has left, or somebody could get a letter twice. Its key for Resend (RESEND_API_KEY) may only send, so it cannot ask. Once it has a key with full access (at Resend, under API keys), the letters go on. Without one they go on by themselves after six hours. If the database was restored from a backup, please do not let it come to that: letters that have left could go out again.`,
  }),
}
