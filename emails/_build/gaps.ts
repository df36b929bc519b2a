import { type Gap, gapNames, type KindName, letterKinds, pageGaps, siteGaps } from '../contract'

/** Places in the frame that a lesson or broadcast fills, before any person's gaps are filled. */
export const slots = ['subject', 'preheader', 'body', 'reason'] as const

/** What fills the gaps of a template, as a phrase for messages, and the closed list of those it can fill. */
export type Filler = { what: string; fills: readonly string[] }

/** What a kind of letter can fill. */
export const letterOf = (kind: KindName): Filler => {
  const { gaps, links } = letterKinds[kind]
  return { what: `a letter of the kind ${kind}`, fills: [...siteGaps, ...gaps, ...links] }
}

/** What a lesson can fill as a page. */
export const lessonPage: Filler = { what: 'the page of a lesson', fills: [...siteGaps, ...pageGaps] }

/** What every one of several kinds can fill, and more. */
export const allOf = (kinds: readonly KindName[], more: readonly string[] = []): Filler => {
  const lists = kinds.map((kind) => letterOf(kind).fills)
  const common = gapNames.filter((name) => lists.every((fills) => fills.includes(name)))
  return { what: `the frame of ${kinds.join(' and ')}`, fills: [...common, ...more] }
}

/** The gaps that occur in these texts, in the order of the contract. Throws at a gap that this filler cannot fill. */
export const gapsIn = (file: string, words: readonly string[], { what, fills }: Filler): Gap[] => {
  const all = words.join('\n')
  const found = new Set([...all.matchAll(/%%(\w+)%%/g)].map(([, name]) => name ?? ''))
  for (const name of found)
    if (!fills.includes(name)) throw new Error(`${file}: ${what} cannot fill %%${name}%%; it fills ${fills.join(', ')}`)
  const broken = all.replace(/%%\w+%%/g, '').match(/.{0,20}%%.{0,20}/)
  if (broken) throw new Error(`${file}: a gap is not closed near "${broken[0]}"`)
  return gapNames.filter((name) => found.has(name))
}
