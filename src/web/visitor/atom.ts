import { escapeHtml } from '../../platform/template'
import { wholeText } from '../../platform/whole-text'
import type { Site } from '../ui/site'

/** An entry of a feed: `url` is its id too, `html` all of it, with absolute addresses. Moments are ms. */
export type AtomEntry = {
  url: string
  title: string
  summary: string
  html: string
  publishedAt: number
  updatedAt: number
}

/** A feed as Atom (RFC 4287). One without entries was last changed at the beginning of time. */
export function writeAtom(
  { senderName, publicUrl }: Pick<Site, 'senderName' | 'publicUrl'>,
  entries: readonly AtomEntry[],
) {
  const updatedAt = Math.max(0, ...entries.map((entry) => entry.updatedAt))
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
    element('id', `${publicUrl}/letters`),
    element('title', `Letters from ${senderName}`),
    element('updated', moment(updatedAt)),
    `<author>${element('name', senderName)}</author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(publicUrl)}/feed.xml"/>`,
    `<link rel="alternate" type="text/html" href="${xml(publicUrl)}/letters"/>`,
    ...entries.map(writeEntry),
    '</feed>',
    '',
  ].join('\n')
}

const writeEntry = ({ url, title, summary, html, publishedAt, updatedAt }: AtomEntry): string =>
  [
    '<entry>',
    element('id', url),
    element('title', title),
    `<link rel="alternate" type="text/html" href="${xml(url)}"/>`,
    element('published', moment(publishedAt)),
    element('updated', moment(Math.max(publishedAt, updatedAt))),
    ...(summary ? [element('summary', summary)] : []),
    `<content type="html">${xml(html)}</content>`,
    '</entry>',
  ].join('\n')

const element = (name: string, text: string) => `<${name}>${xml(text)}</${name}>`

const moment = (at: number) => new Date(at).toISOString()

// Without the control characters that XML 1.0 cannot hold, escaped or not (section 2.2).
const xml = (text: string) => escapeHtml(wholeText(text).replace(/[^\P{Cc}\t\n\r]/gu, ''))
