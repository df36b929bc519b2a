import type { ClaimWord } from '../default-claim-words'
import type { LetterDoc } from '../document/grammar'
import { type Finding, findingsAt, type Place } from './finding'
import { wordsOf } from './words-of'

type Given = { subject: string; preheader: string; doc: LetterDoc | null; claimWords: readonly ClaimWord[] }

/** Where a letter claims more than is known, each with a milder phrase; a word is named once at each place. */
export function checkClaims({ subject, preheader, doc, claimWords }: Given): Finding[] {
  const find = finderOf(claimWords)
  return [
    ...find(subject, { part: 'subject' }),
    ...find(preheader, { part: 'preheader' }),
    ...(doc?.content ?? []).flatMap((one, block) => find(wordsOf(one).join('\n'), { part: 'block', block })),
  ]
}

function finderOf(claimWords: readonly ClaimWord[]) {
  const patterns = claimWords.map(({ word, milder }) => ({ pattern: patternOf(word), milder }))
  return (text: string, place: Place): Finding[] => {
    const plain = text.replaceAll('’', "'").replace(/[‐‑–]/g, '-')
    return patterns.flatMap(({ pattern, milder }) => {
      const [claim] = pattern.exec(plain) ?? []
      if (claim === undefined) return []
      return [
        findingsAt(place).warns(
          'claim',
          `“${claim.replace(/\s+/g, ' ')}” claims more than is known. You might say: ${milder}.`,
        ),
      ]
    })
  }
}

// Whole words, with any space between them; a star stands for any ending.
function patternOf(word: string): RegExp {
  const [, stem = '', star] = /^(.*?)(\*?)$/.exec(word) ?? []
  const spaced = stem
    .split(' ')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${spaced}${star ? '\\p{L}*' : ''}(?![\\p{L}\\p{N}])`, 'iu')
}
