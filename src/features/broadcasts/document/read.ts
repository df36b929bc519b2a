import { problem } from '../../../platform/errors'
import { type LetterDoc, letterDoc, letterToSend } from './grammar'
import { tidy } from './tidy'

/** The most characters of a stored letter; what leaves has at most 80 KB of HTML, so this is far more than enough. */
export const MAX_DOC_CHARS = 300_000

/**
 * Reads a letter from its JSON, tidied: as the editor posts it, or as it is stored. Throws `too_large`, or `bad_input`
 * with a sentence on the first thing that a letter cannot hold.
 */
export const readDoc = (json: string): LetterDoc => readAs(letterDoc, json)

/** The same of a letter that is to leave: it must say something, pictures must say what they show, links be https. */
export const readDocToSend = (json: string): LetterDoc => readAs(letterToSend, json)

function readAs(schema: typeof letterDoc, json: string): LetterDoc {
  if (json.length > MAX_DOC_CHARS) throw problem('too_large', 'This letter is longer than a letter can be.')
  const { data, error } = schema.safeParse(tidy(parse(json)))
  if (data) return data
  throw problem('bad_input', sayIssue(error.issues[0]))
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw problem('bad_input', 'This letter did not arrive whole. Nothing of it was changed; please save it again.')
  }
}

type Issue = { code: string; message: string; path: readonly PropertyKey[] }

/** What an issue of the grammar says to a person: its own sentence where it has one, and which part of the letter it is. */
export function sayIssue(issue: Issue | undefined): string {
  const [, block] = issue?.path ?? []
  const where = typeof block === 'number' ? ` (part ${block + 1} of the letter)` : ''
  if (issue?.code === 'custom') return issue.message + where
  if (issue?.code === 'too_big') return `There is more here than a letter can hold${where}.`
  return `There is something here that a letter cannot hold${where}.`
}
