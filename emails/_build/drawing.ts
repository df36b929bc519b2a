import { readFile } from 'node:fs/promises'
import { widths } from '../tokens'

/** One drawing as it is in its file, and as it goes into a page: in the colours of the page around it. */
export const readDrawing = async (file: string) => {
  const svg = await readFile(file, 'utf8').catch(() => {
    throw new Error(`${file}: this lesson has no drawing`)
  })
  const alt = svg.match(/<title>([\s\S]+?)<\/title>/)?.[1]?.trim()
  if (!alt) throw new Error(`${file}: the drawing has no <title> that says what it shows`)
  const [, , boxWidth, boxHeight] =
    svg
      .match(/viewBox="([\d.\s-]+)"/)?.[1]
      ?.split(/\s+/)
      .map(Number) ?? []
  if (!boxWidth || !boxHeight) throw new Error(`${file}: the drawing has no viewBox`)
  const width = widths.mail - 48 // the column without its sides
  return {
    svg,
    inline: forPage(svg, alt),
    alt: inPlainWords(alt),
    width,
    height: Math.round((width * boxHeight) / boxWidth),
  }
}

const pageInks = {
  '#INK': 'currentColor',
  '#ACCENT': 'var(--accent)',
  '#LINE': 'var(--line)',
  '#PAPER': 'var(--paper)',
  '#WASH': 'var(--accent-wash)',
}

const forPage = (svg: string, alt: string) =>
  Object.entries(pageInks)
    .reduce((drawing, [ink, colour]) => drawing.replaceAll(ink, colour), svg)
    .replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->|<title>[\s\S]*?<\/title>|<desc>[\s\S]*?<\/desc>/g, '')
    .replace('<svg ', `<svg role="img" aria-label="${alt.replaceAll('"', '&quot;')}" focusable="false" `)
    .replace(/>\s+</g, '><')
    .trim()

const inPlainWords = (words: string) => words.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
