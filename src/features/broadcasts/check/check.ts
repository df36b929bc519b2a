import type { DomainState } from '../../../mail/provider'
import type { Reached } from '../../../platform/reach-pages'
import { whyUnfillable } from '../compose'
import type { ClaimWord } from '../default-claim-words'
import type { LetterDoc } from '../document/grammar'
import { checkClaims } from './check-claims'
import { checkLinks } from './check-links'
import { checkSender } from './check-sender'
import { checkSubject } from './check-subject'
import { checkOpenWords, checkWords } from './check-words'
import { type Finding, findingsAt, type Place } from './finding'
import { countWords } from './words-of'

/** Gmail clips a mail at about 102 KB; 80 leaves room for what the provider adds. */
const MAX_HTML_BYTES = 80_000

/** How many words somebody reads in a minute, without hurry. */
const WORDS_A_MINUTE = 220

/** A letter as it would leave, and what was found out about it elsewhere. */
export type ToCheck = {
  subject: string
  preheader: string
  /** Null where the letter was written before letters were documents; then `text` is all that is looked at. */
  doc: LetterDoc | null
  text: string
  /** The whole letter as one reader gets it. */
  html: string
  claimWords: readonly ClaimWord[]
  reached: ReadonlyMap<string, Reached>
  sender: { postalAddress: string; domain: string; state: DomainState }
}

/** What keeps a letter from leaving and what should be looked at, in the order of the letter; and how long it is. */
export type Checked = { blocking: Finding[]; warnings: Finding[]; words: number; minutes: number }

/** Checks a letter; nothing is asked of anybody and nothing is changed. */
export function checkLetter(letter: ToCheck): Checked {
  const { subject, preheader, doc, text, html } = letter
  const findings = [
    ...checkSubject(subject),
    ...checkLine(subject, { part: 'subject' }),
    ...checkPreheader(preheader),
    ...checkLine(preheader, { part: 'preheader' }),
    ...(doc ? [...checkWords(doc), ...checkLinks(doc, letter.reached)] : checkText(text)),
    ...checkClaims(letter),
    ...checkWeight(html),
    ...checkSender(letter.sender),
  ]
  const words = countWords(text)
  return {
    blocking: findings.filter(({ blocking }) => blocking),
    warnings: findings.filter(({ blocking }) => !blocking),
    words,
    minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)),
  }
}

function checkLine(line: string, place: Place): Finding[] {
  const wrong = whyUnfillable(line)
  const open = wrong === null ? [] : [findingsAt(place).blocks('unknown_gap', `This cannot be filled in. ${wrong}`)]
  return [...open, ...checkOpenWords(line, place)]
}

function checkPreheader(preheader: string): Finding[] {
  if (preheader.trim() !== '') return []
  const { warns } = findingsAt({ part: 'preheader' })
  return [
    warns(
      'no_preheader',
      'There is no line beside the subject. An inbox then shows the first words it finds, often “Good morning”.',
    ),
  ]
}

const checkText = (text: string): Finding[] =>
  text.trim() === '' ? [findingsAt({ part: 'words' }).blocks('no_words', 'The letter has no words yet.')] : []

function checkWeight(html: string): Finding[] {
  const bytes = new TextEncoder().encode(html).length
  if (bytes <= MAX_HTML_BYTES) return []
  const { blocks } = findingsAt({ part: 'words' })
  const weighs = Math.ceil(bytes / 1000)
  return [
    blocks(
      'too_heavy',
      `The letter weighs ${weighs} KB, and from ${MAX_HTML_BYTES / 1000} KB on mail programs cut the end off. Make two letters of it.`,
    ),
  ]
}
