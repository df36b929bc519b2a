import { newKey } from '../../platform/ids'
import { problemOf } from '../../platform/isolate'
import type { Signer } from '../../platform/tokens'
import type { FrozenLetter, Sender } from './letter'
import type { Composed, DueLetter, LetterKind } from './letter-kind'
import { hashOf, type TemplateContent } from './template-content'

/** What a batch sends, so that it is the same to the byte however often it is tried. */
export type Frozen = { key: string; keyName: string; sender: Sender; templates: string[]; letters: FrozenLetter[] }

/**
 * A delivery that cannot become a letter, and why. Where its template is at fault, `unfilled` is the hash of the content
 * that could not be filled, or empty where there was none; where the row itself is, it is null.
 */
export type Unfit = Pick<DueLetter, 'id' | 'template'> & { problem: string; unfilled: string | null }

/**
 * Freezes the letters of a batch: the content is stored by its hash, the rest as the values of its gaps. Deliveries that
 * there is no content for are named apart, so that they fail alone.
 */
export function freeze(letterKind: LetterKind, rows: readonly DueLetter[], sender: Sender, signer: Signer) {
  const content: TemplateContent = new Map()
  const templates: string[] = []
  const letters: FrozenLetter[] = []
  const unfit: Unfit[] = []
  for (const row of rows) {
    const composed = composedOf(letterKind, row)
    if ('problem' in composed) {
      unfit.push({ id: row.id, template: row.template, ...composed })
      continue
    }
    const { template, gaps, links } = composed
    const hash = typeof template === 'string' ? template : hashOf(template)
    if (!templates.includes(hash)) templates.push(hash)
    if (typeof template !== 'string') content.set(hash, template)
    const place = templates.indexOf(hash)
    letters.push({ id: row.id, key: row.dedupeKey, to: row.email, dueAt: row.dueAt, template: place, gaps, links })
  }
  const frozen: Frozen = { key: newKey(), keyName: signer.keyName, sender, templates, letters }
  return { frozen, content, unfit }
}

function composedOf(letterKind: LetterKind, row: DueLetter): Composed | Pick<Unfit, 'problem' | 'unfilled'> {
  try {
    return letterKind.compose(row) ?? { problem: 'missing_template', unfilled: '' }
  } catch (error) {
    return { problem: problemOf(error), unfilled: null }
  }
}
