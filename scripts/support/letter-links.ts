import type { Letter } from '../resend-emulator/protocol.ts'

/** Every address a letter links to, in its HTML and then in its text, each once. */
export function links(letter: Letter): string[] {
  const inHtml = [...(letter.html ?? '').matchAll(/href="([^"]+)"/g)].map(([, url]) => unescapeHtml(url ?? ''))
  const inText = [...(letter.text ?? '').matchAll(/https?:\/\/[^\s<>"]+/g)].map(([url]) => url.replace(/[.,;:)]+$/, ''))
  return [...new Set([...inHtml, ...inText])].filter((url) => /^https?:/.test(url))
}

/** The path of the link for this purpose, such as `confirm` or `preferences`; fails when the letter has none. */
export function linkTo(purpose: string, letter: Letter): string {
  const url = links(letter).find((link) => new URL(link).pathname.split('/')[1] === purpose)
  if (url === undefined)
    throw new Error(`"${letter.subject}" has no link to /${purpose}/. It has: ${links(letter).join(' ')}`)
  return new URL(url).pathname + new URL(url).search
}

/** The one-click address of a letter's List-Unsubscribe header (RFC 8058), as a path. */
export function oneClickPath(letter: Letter): string {
  const url = /^<(https?:\/\/[^>]+)>$/.exec(letter.headers['List-Unsubscribe'] ?? '')?.[1]
  if (url === undefined) throw new Error(`"${letter.subject}" has no List-Unsubscribe header with one URL`)
  return new URL(url).pathname + new URL(url).search
}

const unescapeHtml = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
