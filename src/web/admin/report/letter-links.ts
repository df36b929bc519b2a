import type { DraftContent } from '../../../features/broadcasts/compose'
import { BOOK, countLinks } from '../../../features/broadcasts/links/counted-links'
import type { LinkNumbers } from '../../../features/broadcasts/report'

/** A link of the letter as the report lists it: its words there, empty where it stands in the letter no more. */
export type ReportedLink = LinkNumbers & { words: string }

/** The counted links with their numbers and words, in the order of the letter; those of before a correction come last. */
export function linksInOrder(content: DraftContent, numbers: readonly LinkNumbers[]): ReportedLink[] {
  const { content: counted, links } = countLinks(content)
  const keys = links.map(({ key }) => key)
  const place = ({ key }: LinkNumbers) => (keys.includes(key) ? keys.indexOf(key) : keys.length)
  return [...numbers]
    .sort((a, b) => place(a) - place(b))
    .map((link) => ({ ...link, words: wordsOf(counted.html, link.key) }))
}

/** Where a link leads, to be read: the booking page, or the address without what goes without saying. */
export const sayAddress = (href: string): string =>
  href === BOOK.href ? 'Your booking page' : href.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '')

function wordsOf(html: string, key: string): string {
  const [, words = ''] = new RegExp(`href="%%goUrl%%\\?l=${key}"[^>]*>([\\s\\S]*?)</a>`).exec(html) ?? []
  return words
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, '')
    .replace(/%%\w+%%/g, '')
    .replace(/&(amp|lt|gt|quot|#x27|#39|#37|nbsp);/g, (sign) => SIGNS[sign] ?? sign)
    .trim()
}

const SIGNS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
  '&#37;': '%',
  '&nbsp;': ' ',
}
