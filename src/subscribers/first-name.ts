import { asLine } from '../platform/template'

const MOST_LETTERS = 60

/** What is said at the field when a name is no name. */
const NOT_A_NAME = 'Please write just a first name, of at most 60 letters.'

/** A typed first name as we keep it, empty when none was given; with a sentence when it is too long or holds a link. */
export function readFirstName(typed: string): { firstName: string; fault?: string } {
  // Marks that turn the direction of writing or hide between letters do not belong in a name.
  const firstName = asLine(typed.replace(/\p{Cf}/gu, ''))
    .replace(/\s+/g, ' ')
    .normalize('NFC')
  const isName = firstName.length <= MOST_LETTERS && !/:\/\/|www\.|@/i.test(firstName)
  return isName ? { firstName } : { firstName, fault: NOT_A_NAME }
}
