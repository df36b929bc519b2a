import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import subset from 'subset-font'

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, step) => String.fromCodePoint(from + step)).join('')

/** The letters of the first part: our own sentences need no others. */
export const ownLetters = `${range(0x20, 0x7e).replace(/[<>{}|\\^~`]/g, '')}\u00a0\u00ad·–—‘’“”…©½`

// The later parts are fetched only when a name on the page asks for them.
const parts = [
  { part: '', source: 'latin', letters: ownLetters },
  { part: '-west', source: 'latin', letters: `${range(0xc0, 0xff)}Œœ`, scope: 'U+C0-FF, U+152-153' },
  {
    part: '-east',
    source: 'latin-ext',
    letters: `${range(0x100, 0x17f)}ȘșȚț`,
    scope: 'U+100-151, U+154-17F, U+218-21B',
  },
] as const

const family = {
  serif: { name: 'Galea Serif', source: 'sorts-mill-goudy', weight: 400, features: ['kern', 'liga', 'lnum'] },
  sans: { name: 'Galea Sans', source: 'proza-libre', weight: 400, features: ['kern'] },
  strong: { name: 'Galea Sans', source: 'proza-libre', weight: 600, features: ['kern'] },
} as const

type Cut = keyof typeof family

const cuts = Object.keys(family) as Cut[]

/** The two reading fonts and a stronger cut, each in the parts above. */
export const subsetFonts = () => Promise.all(cuts.flatMap((cut) => parts.map((part) => subsetFont(cut, part))))

const subsetFont = async (cut: Cut, { part, source: script, letters }: (typeof parts)[number]) => {
  const { source, weight, features } = family[cut]
  const path = `@fontsource/${source}/files/${source}-${script}-${weight}-normal.woff2`
  const whole = await readFile(createRequire(import.meta.url).resolve(path))
  const bytes = await subset(whole, letters, { targetFormat: 'woff2', noHinting: true, keepFeatures: [...features] })
  return { file: `${cut}${part}.woff2`, bytes }
}

/** The @font-face rules: our fonts, and fallbacks of the reader's own machine scaled to the same metrics. */
export const fontFaces = () => [...cuts.flatMap(ownFaces), ...standIns.map(standInFace)].join('\n')

const ownFaces = (cut: Cut) =>
  parts.map((part) => {
    const scope = 'scope' in part ? ` unicode-range: ${part.scope};` : ''
    const { name, weight } = family[cut]
    return `@font-face { font-family: '${name}'; font-weight: ${weight}; font-display: swap; src: url('./${cut}${part.part}.woff2') format('woff2');${scope} }`
  })

// Per em, from the fonts' own tables; `width` is the mean width of English text (measured by @capsizecss/metrics 3).
const measures = {
  serif: { ascent: 0.96, descent: 0.478, width: 0.43 },
  sans: { ascent: 0.9746, descent: 0.3906, width: 0.4844 },
}

const standIns = [
  { kind: 'serif', order: 'stand-in', local: ['Georgia'], width: 0.4458 },
  { kind: 'serif', order: 'second', local: ['Noto Serif', 'NotoSerif-Regular'], width: 0.481 },
  { kind: 'sans', order: 'stand-in', local: ['Arial', 'ArialMT', 'Liberation Sans'], width: 0.4458 },
  { kind: 'sans', order: 'second', local: ['Roboto', 'Roboto-Regular'], width: 0.4448 },
] as const

const standInFace = ({ kind, order, local, width }: (typeof standIns)[number]) => {
  const own = measures[kind]
  const stretch = own.width / width
  const percent = (value: number) => `${(value * 100).toFixed(2)}%`
  return `@font-face { font-family: 'Galea ${kind} ${order}'; src: ${local.map((name) => `local('${name}')`).join(', ')}; size-adjust: ${percent(
    stretch,
  )}; ascent-override: ${percent(own.ascent / stretch)}; descent-override: ${percent(own.descent / stretch)}; line-gap-override: 0%; }`
}
