import { encodeJson } from '../../../platform/template'
import type { Letter } from '../../provider'

/** One mail as JSON for Resend; subject, html and text are encoded already and only joined in. */
export function writeMail({ tag, kind, from, to, replyTo, subject, html, text, headers }: Letter): string {
  const tags = `[{"name":"delivery","value":"${tag}"},{"name":"kind","value":"${kind}"}]`
  const around = `"from":${quote(from)},"to":[${quote(to)}],"reply_to":${quote(replyTo)},"headers":${quoteAll(headers)}`
  return `{${around},"tags":${tags},"subject":"${subject}","html":"${html}","text":"${text}"}`
}

const quote = (text: string) => `"${encodeJson(text)}"`

function quoteAll(texts: Readonly<Record<string, string>>): string {
  return `{${Object.entries(texts)
    .map(([name, text]) => `${quote(name)}:${quote(text)}`)
    .join(',')}}`
}
