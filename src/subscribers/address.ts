import { isDisposableEmailDomain } from 'disposable-email-domains-js'
import * as z from 'zod'

/** What is wrong with a typed address, as a sentence to show at the field. */
export type AddressFault =
  | 'That does not look like an email address. It needs an @ and a domain, as in anna@example.com.'
  | typeof DISPOSABLE

const NOT_AN_ADDRESS: AddressFault =
  'That does not look like an email address. It needs an @ and a domain, as in anna@example.com.'
const DISPOSABLE = 'Please use an address that you keep: the lessons come over seven days.'

const asHtmlJudges = z.regexes.html5Email

/**
 * A typed address as we keep it: trimmed, its domain in lower case and in ASCII (IDNA). Judged as HTML's email field
 * does (html.spec.whatwg.org, valid e-mail address) and by the limits of mail servers (RFC 5321, section 4.5.3.1).
 */
export function readAddress(typed: string, blockDisposable: boolean): { address: string } | { fault: AddressFault } {
  const at = typed.trim().lastIndexOf('@')
  const local = typed.trim().slice(0, at)
  const domain = toAscii(typed.trim().slice(at + 1))
  const address = `${local}@${domain}`
  if (at < 1 || !domain || !asHtmlJudges.test(address) || !serversTake(local, domain)) return { fault: NOT_AN_ADDRESS }
  if (blockDisposable && isDisposableEmailDomain(domain)) return { fault: DISPOSABLE }
  return { address }
}

function serversTake(local: string, domain: string): boolean {
  const dots = local.startsWith('.') || local.endsWith('.') || local.includes('..')
  return (
    !dots && local.length <= 64 && local.length + domain.length + 1 <= 254 && /\.[a-z][a-z0-9-]*[a-z0-9]$/.test(domain)
  )
}

function toAscii(domain: string): string {
  if (!/^[^\s/?#@:\\[\]%]+$/.test(domain)) return ''
  try {
    return new URL(`http://${domain}`).hostname
  } catch {
    return ''
  }
}
