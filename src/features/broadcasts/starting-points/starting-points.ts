import { fromMarkdown } from '../document/from-markdown'
import type { LetterDoc } from '../document/grammar'
import { article } from './article'
import { invitation } from './invitation'
import { note } from './note'

/** A starting point as it is written; what stands in square brackets is for the practitioner to replace. */
export type StartingPointSource = {
  id: string
  title: string
  description: string
  subject: string
  preheader: string
  markdown: string
}

/** A letter to begin from. */
export type StartingPoint = Omit<StartingPointSource, 'markdown'> & { doc: LetterDoc }

const sources: readonly StartingPointSource[] = [note, article, invitation]

/** The letters to begin from, in their order on the page. */
export const listStartingPoints = (): StartingPoint[] => sources.map(read)

/** The starting point of this name; null for another. */
export function findStartingPoint(id: string): StartingPoint | null {
  const source = sources.find((one) => one.id === id)
  return source ? read(source) : null
}

function read({ markdown, ...rest }: StartingPointSource): StartingPoint {
  const { doc } = fromMarkdown(markdown)
  if (!doc) throw new Error(`The starting point ${rest.id} is no letter`)
  return { ...rest, doc }
}

/** Whether these words in square brackets are those of a starting point, still to be replaced. */
export const isPlaceholder = (bracketed: string): boolean =>
  sources.some(({ markdown, subject, preheader }) =>
    [markdown, subject, preheader].some((all) => all.includes(bracketed)),
  )
