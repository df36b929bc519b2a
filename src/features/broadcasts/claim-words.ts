import { sql } from 'drizzle-orm'
import { text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning, select } from '../../platform/query'
import { asLine } from '../../platform/template'
import { wholeText } from '../../platform/whole-text'
import { type ClaimWord, DEFAULT_CLAIM_WORDS } from './default-claim-words'

/** A word of the list; `milder` is null where it was taken off. `given` is the phrase that it is shipped with. */
export type ListedClaimWord = { word: string; milder: string | null; given: string | null }

/** The most words that may be added to the list, or changed in it. */
const MAX_CHANGES = 300
const MAX_WORD = 60
const MAX_MILDER = 120

/** The list with the practitioner's changes, by the alphabet. */
export async function listClaimWords(db: Db): Promise<ListedClaimWord[]> {
  const rows = await select(db, { word: text, milder: text.orNull }, sql`from claim_words`)
  const changed = new Map(rows.map(({ word, milder }) => [word, milder]))
  const given = new Map(DEFAULT_CLAIM_WORDS.map(({ word, milder }) => [word, milder]))
  return [...new Set([...given.keys(), ...changed.keys()])].sort().map((word) => {
    const shipped = given.get(word) ?? null
    const own = changed.get(word)
    return { word, milder: own === undefined ? shipped : own, given: shipped }
  })
}

/** The words that are looked for. */
export const claimWordsIn = (list: readonly ListedClaimWord[]): ClaimWord[] =>
  list.flatMap(({ word, milder }) => (milder === null ? [] : [{ word, milder }]))

/** Adds a word to the list, or gives it another phrase; throws `bad_input` for what is no word, or a list that is full. */
export async function putClaimWord(db: Db, given: ClaimWord, now: number): Promise<void> {
  const word = asWord(given.word)
  const milder = wholeText(asLine(given.milder), MAX_MILDER)
  if (!/^[\p{L}\p{M}][\p{L}\p{M}\p{N}' -]{1,}\*?$/u.test(word))
    throw problem('bad_input', 'Please enter a word or a few words, with a star at the end for any ending: detox*.')
  if (milder === '') throw problem('bad_input', 'Please enter what may be said in its place.')
  await put(db, word, milder, now)
}

/** Takes a word off the list; a word that was shipped stays off it. */
export async function removeClaimWord(db: Db, word: string, now: number): Promise<void> {
  if (DEFAULT_CLAIM_WORDS.some((one) => one.word === word)) return put(db, word, null, now)
  await resetClaimWord(db, word)
}

/** Gives a word back the phrase that it was shipped with, and puts it on the list again. */
export async function resetClaimWord(db: Db, word: string): Promise<void> {
  await db.run(sql`delete from claim_words where word = ${word}`)
}

async function put(db: Db, word: string, milder: string | null, now: number): Promise<void> {
  const insert = sql`
    insert into claim_words (word, milder, updated_at) select ${word}, ${milder}, ${now}
    where (select count(*) from claim_words where word <> ${word}) < ${MAX_CHANGES}
    on conflict (word) do update set milder = excluded.milder, updated_at = excluded.updated_at`
  const stored = await returning(db, insert, { word: text })
  if (stored.length === 0) throw problem('bad_input', 'The list is full. Please take a word off it first.')
}

const asWord = (given: string) =>
  wholeText(asLine(given), MAX_WORD).toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ')
