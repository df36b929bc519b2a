import { sql } from 'drizzle-orm'
import { moment, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { type Row, select } from '../../platform/query'
import { type LetterDoc, letterDoc } from './document/grammar'

const COLUMNS = {
  slug: text,
  subject: text,
  preheader: text,
  sentAt: moment`scheduled_at`,
  publishedAt: moment,
  updatedAt: moment,
}

/** A letter on the web, without its words. Moments are ms; it was published at `publishedAt`, and sent before. */
export type PublishedLetter = Row<typeof COLUMNS>

// What was only decided to be published, before it is sent, is not there yet.
const isThere = sql`published_at is not null and status in ('sending', 'paused', 'stopped', 'sent')`

/** The letters on the web, the one that was published last first, at most `most`. */
export function listPublished(db: Db, most: number): PromiseLike<PublishedLetter[]> {
  return select(db, COLUMNS, sql`from broadcasts where ${isThere} order by published_at desc, id desc limit ${most}`)
}

/** The same with their words; one whose words cannot be read is left out. */
export async function readPublished(db: Db, most: number): Promise<(PublishedLetter & { doc: LetterDoc })[]> {
  const rows = await select(
    db,
    { ...COLUMNS, doc: text.orElse('') },
    sql`from broadcasts where ${isThere} order by published_at desc, id desc limit ${most}`,
  )
  return rows.flatMap(withDoc)
}

/** The letter under this slug; `gone` when it was taken off the web, null when there never was one. */
export async function findPublished(
  db: Db,
  slug: string,
): Promise<(PublishedLetter & { doc: LetterDoc }) | 'gone' | null> {
  const columns = {
    ...COLUMNS,
    sentAt: moment.orNull`scheduled_at`,
    publishedAt: moment.orNull`case when ${isThere} then published_at end`,
    doc: text.orElse(''),
  }
  const [row] = await select(db, columns, sql`from broadcasts where slug = ${slug}`)
  if (!row) return null
  const { sentAt, publishedAt, ...rest } = row
  if (sentAt === null || publishedAt === null) return 'gone'
  return withDoc({ ...rest, sentAt, publishedAt })[0] ?? null
}

function withDoc<R extends { doc: string }>(row: R): (Omit<R, 'doc'> & { doc: LetterDoc })[] {
  const { data } = letterDoc.safeParse(parse(row.doc))
  return data ? [{ ...row, doc: data }] : []
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
