import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { bool, int, moment, oneOf, text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { type Row, select } from '../../platform/query'
import { BROADCAST_STATUSES } from './schema'

const LISTED = {
  id: int,
  status: oneOf(BROADCAST_STATUSES),
  subject: text,
  preheader: text,
  isPublished: bool`published_at is not null`,
  scheduledAt: moment.orNull,
  finishedAt: moment.orNull,
  updatedAt: moment,
}

/** A letter in the list. Moments are ms. */
export type ListedBroadcast = Row<typeof LISTED>

/** Where the next page begins: after this letter. */
export type Place = { of: 'drafts' | 'others'; at: number; id: number }

/**
 * Lists letters, at most `size` of them: drafts first, the one that was changed last before the others, then what was
 * scheduled, the latest first. `next` is null on the last page.
 */
export async function listBroadcasts(
  db: Db,
  after: Place | null,
  size: number,
): Promise<{ broadcasts: ListedBroadcast[]; next: Place | null }> {
  const inDrafts = after?.of === 'drafts' ? sql`(updated_at, id) < (${after.at}, ${after.id})` : sql`${after ? 0 : 1}`
  const inOthers = after?.of === 'others' ? sql`(scheduled_at, id) < (${after.at}, ${after.id})` : sql`1`
  const { drafts, others } = await batch(db, {
    drafts: select(
      db,
      LISTED,
      sql`
        from broadcasts where status = 'draft' and deleted_at is null and ${inDrafts}
        order by updated_at desc, id desc limit ${size + 1}`,
    ),
    others: select(
      db,
      LISTED,
      sql`
        from broadcasts where status <> 'draft' and ${inOthers}
        order by scheduled_at desc, id desc limit ${size + 1}`,
    ),
  })
  const all = [...drafts, ...others]
  const broadcasts = all.slice(0, size)
  const last = broadcasts.at(-1)
  return { broadcasts, next: all.length > size && last ? placeOf(last) : null }
}

const placeOf = ({ id, status, updatedAt, scheduledAt }: ListedBroadcast): Place =>
  status === 'draft' ? { of: 'drafts', at: updatedAt, id } : { of: 'others', at: scheduledAt ?? 0, id }
