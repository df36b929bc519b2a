import { sql } from 'drizzle-orm'
import { int, moment, oneOf, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { type Row, select } from '../../platform/query'
import { CONTENT } from './content'
import type { LetterDoc } from './document/grammar'
import { readDoc } from './document/read'
import { BROADCAST_STATUSES } from './schema'

const STORED = {
  id: int,
  status: oneOf(BROADCAST_STATUSES),
  ...CONTENT,
  version: int,
  slug: text.orNull,
  templateHash: text.orNull,
  scheduledAt: moment.orNull,
  localAt: text.orNull,
  moments: text.orNull,
  againOf: int.orNull,
  finishedAt: moment.orNull,
  publishedAt: moment.orNull,
  replies: int.orNull,
  deletedAt: moment.orNull,
  createdAt: moment,
  updatedAt: moment,
}

/** One letter to everyone; `doc` is null where it was written before letters were documents. Moments are ms. */
export type Broadcast = Omit<Row<typeof STORED>, 'doc'> & { doc: LetterDoc | null }

/** Finds a letter in any state, deleted drafts included; null when there is none. */
export async function findBroadcast(db: Db, id: number): Promise<Broadcast | null> {
  const [stored] = await selectBroadcast(db, id)
  return stored ? readBroadcast(stored) : null
}

/** The query for a letter as it is stored. */
export const selectBroadcast = (db: Db, id: number) => select(db, STORED, sql`from broadcasts where id = ${id}`)

/** Reads the document of a stored letter; throws `bad_input` when it is none. */
export const readBroadcast = ({ doc, ...stored }: Row<typeof STORED>): Broadcast => ({
  ...stored,
  doc: doc === null ? null : readDoc(doc),
})
