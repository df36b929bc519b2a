import type { Letter } from '../platform/mail'

/** One mail as Resend reads it in JSON; the words of a letter come encoded already and are only joined in. */
export function writeMail({ tag, kind, from, to, replyTo, subject, html, text, headers }: Letter): string {
  const tags = `[{"name":"delivery","value":"${tag}"},{"name":"kind","value":"${kind}"}]`
  return `{"from":${JSON.stringify(from)},"to":[${JSON.stringify(to)}],"reply_to":${JSON.stringify(replyTo)},"subject":"${subject}","html":"${html}","text":"${text}","headers":${JSON.stringify(headers)},"tags":${tags}}`
}
