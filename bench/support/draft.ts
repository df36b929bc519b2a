import * as templates from '../../.build/letters.ts'
import type { DraftContent } from '../../src/features/broadcasts/compose'

/** A letter of this size: its HTML and its text together, inside the frame that every letter has. */
export const LETTER_BYTES = 18 * 1024

const sentence =
  'Lay both palms beside the crown, let the weight of the hands do the work, and move the scalp — not the fingers — in circles as slow as the breath. '

/** The draft of a personalised letter: with the reader's first name, link to unsubscribe and tracked link to book. */
export function draftOf(name: string): DraftContent {
  const room = LETTER_BYTES - bytes(templates.frame.html) - bytes(templates.frame.text)
  const paragraphs = (count: number) => Array.from({ length: count }, (_, i) => `${i + 1}. ${sentence}`)
  const html = (count: number) =>
    `<p>Dear reader%%commaName%%,</p>${paragraphs(count)
      .map((one) => `<p style="margin: 0 0 16px; font-size: 17px; line-height: 1.6; color: #2b2a27">${one}</p>`)
      .join('')}<p><a href="%%bookUrl%%">Take an hour</a></p>`
  const text = (count: number) =>
    `Dear reader%%commaName%%,\n\n${paragraphs(Math.ceil(count / 4)).join('\n\n')}\n\n%%bookUrl%%`
  let count = 1
  while (bytes(html(count + 1)) + bytes(text(count + 1)) < room) count++
  return {
    subject: `${name}%%commaName%%`,
    preheader: 'What the scalp keeps to itself, and how to ask it.',
    html: html(count),
    text: text(count),
  }
}

const bytes = (text: string) => Buffer.byteLength(text)
