import { type Block, type LetterDoc, shownLines } from '../document/grammar'
import { isPlaceholder } from '../starting-points/starting-points'
import { type Finding, findingsAt, type Place } from './finding'
import { countWords, wordsOf } from './words-of'

/** Fewer words than these beside a picture are as good as none where pictures are off. */
const MIN_WORDS_BESIDE_PICTURES = 10

/** What is missing in the words of a letter: words at all, what a picture shows, what a starting point left open. */
export function checkWords({ content }: LetterDoc): Finding[] {
  const { blocks, warns } = findingsAt({ part: 'words' })
  const pictures = content.filter(({ type }) => type === 'picture')
  const hasWords = content.some((one) => shownLines(one).length > 0)
  if (!hasWords && pictures.length === 0) return [blocks('no_words', 'The letter has no words yet.')]
  const found = content.flatMap(checkBlock)
  const said = content.flatMap((one) => (one.type === 'picture' ? [] : wordsOf(one)))
  if (pictures.length > 0 && countWords(said.join(' ')) < MIN_WORDS_BESIDE_PICTURES)
    found.push(
      warns(
        'only_pictures',
        'The letter is almost only pictures. Many readers see none until they ask for them, so say in words what matters.',
      ),
    )
  return found
}

function checkBlock(one: Block, block: number): Finding[] {
  const place = { part: 'block', block } as const
  const { blocks } = findingsAt(place)
  const found = wordsOf(one).flatMap((words) => checkOpenWords(words, place))
  if (one.type === 'picture' && one.attrs.alt.trim() === '')
    found.push(blocks('no_alt', 'A picture has no words for those who do not see it. Say in a sentence what it shows.'))
  return found
}

/** What stands in square brackets: left over from a starting point, or perhaps a note to oneself. */
export function checkOpenWords(words: string, place: Place): Finding[] {
  const { blocks, warns } = findingsAt(place)
  return (words.match(/\[[^[\]]+\]/g) ?? []).map((bracketed) =>
    isPlaceholder(bracketed)
      ? blocks('placeholder', `${shortened(bracketed)} still waits for your own words.`)
      : warns(
          'brackets',
          `${shortened(bracketed)} stands in square brackets. Is it a note that should not leave with the letter?`,
        ),
  )
}

const shortened = (words: string) => `“${words.length > 70 ? `${words.slice(0, 67).trimEnd()}…]` : words}”`
