import { asLine } from '../platform/template'

const MAX_LETTERS = 60

/** The sentence at the field when a name is not accepted. */
const NOT_A_NAME = 'Please write just a first name, of at most 60 letters.'

/**
 * A typed first name as we keep it, empty when none was given; with a sentence when it is too long or looks like an
 * address, which mail programs would make a link of.
 */
export function readFirstName(typed: string): { firstName: string; fault?: string } {
  // Marks that turn the direction of writing or hide between letters do not belong in a name.
  const firstName = asLine(typed.replace(/\p{Cf}/gu, ''))
    .replace(/\s+/g, ' ')
    .normalize('NFC')
  const isName = firstName.length <= MAX_LETTERS && !looksLikeAddress(firstName)
  return isName ? { firstName } : { firstName, fault: NOT_A_NAME }
}

// In other forms of the same characters (`ｅｖｉｌ．ｃｏｍ`, `evil。com`) browsers find the same address: UTS #46, section 4.
function looksLikeAddress(name: string): boolean {
  const plain = name.normalize('NFKC').replace(/[。․]/g, '.').replace(/[⁄∕⧸]/g, '/')
  return ADDRESSES.some((address) => address.test(plain))
}

const ADDRESSES = [
  /@/, // anna@reader.test
  /www\.|https?\b/i,
  /:\S/, // mailto:anna, javascript:alert(1)
  /(?:^|[^<])[/\\]/, // evil/win; the slash of `</b>` is none, and harmless once it is escaped
  /[\p{L}\p{N}\p{M}_-]\.[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}-]/u, // evil.com, win.ru, 10.20; `J. R.` and `J.R.` are initials
  /\d\.\d/, // 1.2.3.4
]
