import { judgeTarget } from '../../../platform/public-address'
import type { Reached } from '../../../platform/reach-pages'
import { type LetterDoc, linksOf } from '../document/grammar'
import { isForSending, isLinkGap } from '../document/link-address'
import { type Finding, findingsAt } from './finding'

/** The addresses of web pages in a letter, each once, in their order. */
export function pagesIn({ content }: LetterDoc): string[] {
  return [...new Set(content.flatMap(linksOf))].filter((href) => /^https?:/i.test(href))
}

/** What is wrong with the links of a letter, at the first place of each; `reached` says what became of asking. */
export function checkLinks({ content }: LetterDoc, reached: ReadonlyMap<string, Reached>): Finding[] {
  const seen = new Set<string>()
  return content.flatMap((one, block) =>
    linksOf(one).flatMap((href) => {
      if (seen.has(href) || isLinkGap(href)) return []
      seen.add(href)
      return checkLink(href, block, reached.get(href) ?? 'unchecked')
    }),
  )
}

function checkLink(href: string, block: number, reached: Reached): Finding[] {
  const { blocks, warns } = findingsAt({ part: 'block', block })
  if (!/^https?:/i.test(href)) return []
  const found: Finding[] = []
  if (!isForSending(href))
    found.push(
      blocks(
        'link_not_https',
        `${sayAddress(href)} begins with http://. Readers' mail programs warn of such pages: try https:// in its place.`,
      ),
    )
  if (reached === 'internal' || judgeTarget(href) === 'internal')
    return [
      ...found,
      blocks(
        'link_internal',
        `${sayAddress(href)} is an address that only works inside a house or a network. Your readers cannot open it.`,
      ),
    ]
  if (reached === 'missing')
    found.push(
      warns('link_dead', `${sayAddress(href)} answers that there is no such page. Please open it once yourself.`),
    )
  if (reached === 'silent')
    found.push(warns('link_dead', `${sayAddress(href)} does not answer at the moment. Please open it once yourself.`))
  if (reached === 'unchecked')
    found.push(
      warns('link_unchecked', `${sayAddress(href)} could not be tried from here. Please open it once yourself.`),
    )
  return found
}

const sayAddress = (href: string) => (href.length > 80 ? `${href.slice(0, 77)}…` : href)
