import { createHash } from 'node:crypto'
import { escapeHtml } from '../../../platform/template'

/** A link that is counted: its key stands in the letter, and `href` is where it leads. */
export type CountedLink = { key: string; href: string }

/** The booking button. It leads each reader to a booking page of their own, so its `href` is the gap itself. */
export const BOOK: CountedLink = { key: 'book', href: '%%bookUrl%%' }

/**
 * The same content with its https links and booking buttons leading through `/go`, and where each leads, in the order of
 * the letter. Mail addresses and the other links of a reader stay as they are. An href has the same key in every letter.
 */
export function countLinks<C extends { html: string; text: string }>(content: C) {
  const links = new Map<string, CountedLink>()
  const counted = (href: string) => {
    const link = href === BOOK.href ? BOOK : { key: keyOf(href), href }
    links.set(href, link)
    return `%%goUrl%%?l=${link.key}`
  }
  const html = content.html.replace(HREF, (_, before: string, href: string) => before + counted(unescapeHtml(href)))
  const text = content.text.replace(ADDRESS, (address) => {
    const href = [address, address.replace(CLOSING, '')].find((one) => links.has(one) || one === BOOK.href)
    return href === undefined ? address : counted(href) + address.slice(href.length)
  })
  return { content: { ...content, html, text }, links: [...links.values()] }
}

// One that holds a gap is left alone: it leads each reader somewhere else.
const HREF = /(<a\s(?:[^>]*\s)?href=")(https:\/\/(?:(?!%%)[^"])+|%%bookUrl%%)(?=")/g
const ADDRESS = /https:\/\/[^\s<>"]+|%%bookUrl%%/g

// What follows an address in a sentence is no part of it, unless the same address with it is a link.
const CLOSING = /[.,;:!?)\]]+$/

// 60 bits: two links of one letter never share a key, and no key is that of the booking button.
const keyOf = (href: string) => createHash('sha256').update(href).digest('base64url').slice(0, 10)

const unescapeHtml = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#39|#x27|#37);/g, (escaped) => SIGNS.get(escaped) ?? escaped)

const SIGNS = new Map([
  ...[...`&<>"'`].map((sign) => [escapeHtml(sign), sign] as const),
  ['&#x27;', "'"],
  ['&#37;', '%'],
])
