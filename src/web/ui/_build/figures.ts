import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { colours } from '../../../../emails/tokens.ts'

const drawings = 'emails/figures'
const used = ['hero', 'hands'] as const // those on pages; the lessons have their own

/** The drawings on pages, as inline SVG that takes its colours from the page around it. */
export const readFigures = async () =>
  Object.fromEntries(await Promise.all(used.map(async (name) => [name, toPage(await readDrawing(name))] as const)))

/** The mark as an icon, in one ink that follows the browser's light and dark. */
export const readFavicon = async () => {
  const drawing = await readDrawing('mark')
  const style = `<style>:root{color:${colours.light.ink};--accent:${colours.light.accent}}@media(prefers-color-scheme:dark){:root{color:${colours.dark.ink};--accent:${colours.dark.accent}}}</style>`
  const svg = toPage(drawing).replace(/<svg[^>]*>/, (open) => open.replace(' aria-hidden="true"', '') + style)
  return { svg, path: `/favicon.svg?v=${createHash('sha256').update(svg).digest('hex').slice(0, 8)}` }
}

const readDrawing = (name: string) => readFile(`${drawings}/${name}.svg`, 'utf8')

const inks = {
  '#INK': 'currentColor',
  '#ACCENT': 'var(--accent)',
  '#LINE': 'var(--line)',
  '#PAPER': 'var(--paper)',
  '#WASH': 'var(--accent-wash)',
}

const toPage = (drawing: string) =>
  Object.entries(inks)
    .reduce((svg, [ink, colour]) => svg.replaceAll(ink, colour), drawing)
    .replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->|<title>[\s\S]*?<\/title>|<desc>[\s\S]*?<\/desc>/g, '')
    .replace(/\s(?:role|aria-[a-z]+)="[^"]*"/g, '')
    .replace(/<svg /, '<svg aria-hidden="true" focusable="false" ')
    .replace(/>\s+</g, '><')
    .trim()
