import * as z from 'zod'
import { emptyDoc, type LetterDoc } from '../../../features/broadcasts/document/grammar'
import { picturesOf } from '../../../features/broadcasts/document/pictures-of'
import { readDoc } from '../../../features/broadcasts/document/read'
import { readMarkdown } from '../../../features/broadcasts/document/read-markdown'
import { type Draft, MAX_PREHEADER, MAX_SUBJECT } from '../../../features/broadcasts/draft'
import type { Broadcast } from '../../../features/broadcasts/find'
import { missingPictures } from '../../../features/media/list-pictures'
import type { Db } from '../../../platform/db'
import { isProblem, problem } from '../../../platform/errors'

/** Where something is wrong with posted words, and a sentence on it. */
export type WrongField = { field: 'subject' | 'preheader' | 'markdown'; sentence: string }

/** The words of a letter, or what is wrong with them. */
export type ReadWords = { draft: Draft; wrong: null } | { draft: null; wrong: WrongField }

/** Fields of a form, or of JSON; `doc` is JSON, and goes before `markdown`. What is not given stays as it is stored. */
export type GivenWords = { subject?: string; preheader?: string; markdown?: string; doc?: string }

/** Reads posted words; pictures that are not kept here any more are named as well. */
export async function readWords(db: Db, given: GivenWords, stored: Stored): Promise<ReadWords> {
  const { subject = stored.subject, preheader = stored.preheader } = given
  if (subject.length > MAX_SUBJECT) return wrong('subject', `A subject has at most ${MAX_SUBJECT} characters.`)
  if (preheader.length > MAX_PREHEADER) return wrong('preheader', `This line has at most ${MAX_PREHEADER} characters.`)
  try {
    const doc = docOf(given, stored.doc ?? emptyDoc)
    const missing = await missingPictures(db, keysOf(doc))
    if (missing.length > 0)
      return wrong('markdown', 'A picture in this letter is not kept here any more. Take it out, or upload it again.')
    return { draft: { subject, preheader, doc }, wrong: null }
  } catch (error) {
    if (isProblem(error) && (error.code === 'bad_input' || error.code === 'too_large'))
      return wrong('markdown', error.message)
    throw error
  }
}

type Stored = Pick<Broadcast, 'subject' | 'preheader' | 'doc'>

function docOf({ doc, markdown }: GivenWords, stored: LetterDoc): LetterDoc {
  if (doc) return readDoc(doc)
  return markdown === undefined ? stored : readMarkdown(markdown, stored)
}

const wrong = (field: WrongField['field'], sentence: string): ReadWords => ({ draft: null, wrong: { field, sentence } })

const keysOf = (doc: LetterDoc) => [...new Set(picturesOf(doc).map(({ key }) => key))]

const json = z.object({
  subject: z.string().optional(),
  preheader: z.string().optional(),
  markdown: z.string().optional(),
  doc: z.unknown().optional(),
})

/** The words in a JSON body; throws `bad_input`. */
export function readJsonWords(body: unknown): GivenWords {
  const { data } = json.safeParse(body)
  if (!data) throw problem('bad_input', 'These words did not arrive whole. They were not saved.')
  const { doc, subject, preheader, markdown } = data
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(preheader === undefined ? {} : { preheader }),
    ...(markdown === undefined ? {} : { markdown }),
    ...(doc === undefined ? {} : { doc: JSON.stringify(doc) }),
  }
}
