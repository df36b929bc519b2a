import { type Gap, gapNames } from '../contract'

/** Places in the frame that a lesson or broadcast fills, before any person's gaps are filled. */
export const slots = ['subject', 'preheader', 'body', 'reason'] as const

/** The gaps that occur in these texts, in the order of the contract. Throws at a gap that nothing fills. */
export const gapsIn = (file: string, words: readonly string[], allowed: readonly string[] = []): Gap[] => {
  const all = words.join('\n')
  const found = new Set([...all.matchAll(/%%(\w+)%%/g)].map(([, name]) => name ?? ''))
  for (const name of found)
    if (!isGap(name) && !allowed.includes(name))
      throw new Error(`${file}: %%${name}%% is no gap that anyone fills; the gaps are ${gapNames.join(', ')}`)
  const broken = all.replace(/%%\w+%%/g, '').match(/.{0,20}%%.{0,20}/)
  if (broken) throw new Error(`${file}: a gap is not closed near "${broken[0]}"`)
  return gapNames.filter((name) => found.has(name))
}

const isGap = (name: string): name is Gap => (gapNames as readonly string[]).includes(name)
