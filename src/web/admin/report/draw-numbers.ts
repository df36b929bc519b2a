import type { DraftContent } from '../../../features/broadcasts/compose'
import { countLinks } from '../../../features/broadcasts/links/counted-links'
import { sayCount } from '../ui/say-count'

/**
 * The content of a letter with the number of people at each link that is counted. Those links lead nowhere any more, so
 * that nobody follows one by looking at the report.
 */
export function drawNumbers(content: DraftContent, links: readonly { key: string; people: number }[]): DraftContent {
  const { content: counted } = countLinks(content)
  const html = counted.html.replace(LINK, (_, before: string, key: string, after: string) => {
    const people = links.find((link) => link.key === key)?.people ?? 0
    return `${before}${after}<span style="${BADGE}" title="People who clicked here">${sayCount(people)}</span>`
  })
  return { ...content, html }
}

// A link as `countLinks` writes it, in three parts: before its address, its key, and the rest to its end.
const LINK = /(<a\s(?:[^>]*\s)?)href="%%goUrl%%\?l=([\w-]+)"([^>]*>[\s\S]*?<\/a>)/g

// In the colours of a letter by day and by night alike.
const BADGE =
  'display:inline-block;margin:0 4px;padding:0 9px;border:1px solid #857b6c;border-radius:999px;background-color:#1d2a33;color:#fdfcf9;font:600 14px/22px sans-serif;vertical-align:middle;white-space:nowrap'
