import { isDisposableEmailDomain } from 'disposable-email-domains-js'
import * as z from 'zod'
import { sayNumber } from '../platform/say-number'

/** What is wrong with a typed address. */
export type AddressFault = 'not_an_address' | 'thrown_away'

/** The fault as a sentence to show at the field, for lessons that come over so many days. */
export function sayAddressFault(fault: AddressFault, days: number): string {
  return fault === 'not_an_address'
    ? 'That does not look like an email address. It needs an @ and a domain, as in anna@example.com.'
    : `Please use an address that you keep: the lessons come over ${sayNumber(days)} days.`
}

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
  if (at < 1 || !domain || !asHtmlJudges.test(address) || !serversTake(local, domain))
    return { fault: 'not_an_address' }
  if (blockDisposable && isDisposableEmailDomain(domain)) return { fault: 'thrown_away' }
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
