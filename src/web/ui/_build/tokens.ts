import { colours, fonts, motion, radii, space, type, widths } from '../../../../emails/tokens.ts'

const dashed = (name: string) => name.replace(/[A-Z0-9]+/g, (part) => `-${part.toLowerCase()}`)

const properties = (prefix: string, values: Record<string, string | number>, unit = '') =>
  Object.entries(values)
    .map(([name, value]) => `--${prefix}${dashed(name)}: ${value}${typeof value === 'number' ? unit : ''};`)
    .join('\n')

// Sizes become rem, so that a reader's larger font size in the browser applies.
const rem = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).map(([name, px]) => [name, `${px / 16}rem`]))

const sizes = Object.fromEntries(Object.entries(type).map(([name, step]) => [name, step.size]))
const lines = Object.fromEntries(Object.entries(type).map(([name, step]) => [name, step.line]))

/** The tokens as CSS custom properties, light and dark. */
export const customProperties = () => `:root {
color-scheme: light dark;
${properties('', colours.light)}
${properties('size-', rem(sizes))}
${properties('leading-', lines)}
${properties('space-', rem(space))}
${properties('radius-', { small: radii.small, medium: radii.medium }, 'px')}
--measure: ${widths.measure};
--page: ${widths.page / 16}rem;
--target: ${widths.target / 16}rem;
--serif: ${withFallbacks('serif')};
--sans: ${withFallbacks('sans')};
--short: ${motion.short}ms;
--ease: ${motion.ease};
}
@media screen and (prefers-color-scheme: dark) {
:root {
${properties('', colours.dark)}
}
}
`

// The metric-matched fallbacks come right after the real font, so nothing moves when it arrives.
const withFallbacks = (kind: 'serif' | 'sans') => {
  const [first, ...rest] = fonts.web[kind].split(', ')
  return [first, `'Galea ${kind} stand-in'`, `'Galea ${kind} second'`, ...rest].join(', ')
}
