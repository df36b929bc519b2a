import { colours } from '../tokens'

const { paper, linen, ink, muted, line, edge, accent, onAccent } = colours.dark

const words = { ink, muted, onAccent }
const grounds = { paper, linen, accent, line, edge }

const rules = (scope: [string, string]) => [
  ...Object.entries(words).map(([name, colour]) => `${scope[0]}.g-${name}{color:${colour}!important}`),
  ...Object.entries(grounds).map(([name, colour]) => `${scope[1]}.g-on-${name}{background-color:${colour}!important}`),
  `${scope[1]}.g-rule{border-color:${line}!important}`,
]

/**
 * Our own dark values, for clients that ask (Apple Mail, Outlook on the Mac, some of Thunderbird) and for Outlook.com
 * and its apps, which mark what they recoloured with data-ogsc and data-ogsb. Gmail inverts by itself and needs no
 * help.
 */
export const darkSheet = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  `@media (prefers-color-scheme:dark){body.g-on-paper>table>tbody>tr>td{background-color:${paper}!important}${rules(['', '']).join('')}.g-picture{opacity:.92}}`,
  rules(['[data-ogsc] ', '[data-ogsb] ']).join(''),
  // On a phone the columns come closer to the edge, and the panel gives its width to the text.
  '@media (max-width:480px){.g-side{padding-left:20px!important;padding-right:20px!important}.g-inside{padding-left:18px!important;padding-right:18px!important}.g-title{font-size:31px!important}}',
].join('\n')
