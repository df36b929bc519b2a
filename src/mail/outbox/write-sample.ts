import type { Template } from '../../platform/template'
import type { Signer } from '../../platform/tokens'
import { freeze } from './freeze'
import type { Sender } from './letter'
import type { DueLetter, LetterKind } from './letter-kind'
import { hashOf } from './template-content'
import { writeWhatFits } from './write-letters'

/** A letter as its recipient would read it. */
export type SampleLetter = { from: string; subject: string; html: string; text: string }

/**
 * Writes the letter that one row would become, by the same steps as what leaves, and sends nothing. `row` is what the
 * kind's `load` would read, but for the template. Throws when the template cannot be filled.
 */
export function writeSample<Row extends Omit<DueLetter, 'template'>>(
  kind: LetterKind,
  row: Row,
  template: Template,
  { sender, signer }: { sender: Sender; signer: Signer },
): SampleLetter {
  const hash = hashOf(template)
  const { frozen, unfit } = freeze(kind, [{ ...row, template: hash }], sender, signer)
  const { letters, problems } = writeWhatFits(kind, frozen, new Map([[hash, template]]), signer)
  const [letter] = letters
  if (!letter) throw new Error(unfit[0]?.problem ?? [...problems.values()].join())
  const { from, subject, html, text } = letter
  return { from, subject: fromJson(subject), html: fromJson(html), text: fromJson(text) }
}

const fromJson = (inside: string): string => String(JSON.parse(`"${inside}"`))
