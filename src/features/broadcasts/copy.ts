import { type SQL, sql } from 'drizzle-orm'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { returning } from '../../platform/query'
import type { EARLIER } from './audience'

/** What a copy has of its own: its id, its subject or null for the same, and to whom of the first letter it goes. */
type Copy = { id: number; subject: string | null; who: (typeof EARLIER)[number]; againOf: number | null }

/**
 * The statements that make a draft of the words and audience of a broadcast `b`, for those who did with it what `who`
 * says, where `only` holds; the first returns its id.
 */
export function copyForOthers(db: Db, of: number, { id, subject, who, againOf }: Copy, only: SQL, now: number) {
  const audience = sql`json_patch(iif(json_valid(b.audience), b.audience, '{}'), ${JSON.stringify({ earlier: { broadcast: of, who } })})`
  const copy = sql`
    insert into broadcasts (id, subject, preheader, doc, html, text, audience, again_of, created_at, updated_at)
    select ${id}, coalesce(${subject}, b.subject), b.preheader, b.doc, b.html, b.text, ${audience}, ${againOf}, ${now}, ${now}
    from broadcasts b where b.id = ${of} and ${only} on conflict do nothing`
  return {
    copied: returning(db, copy, { id: int }),
    pictures: db.run(sql`
      insert into broadcast_pictures (broadcast_id, picture_key)
      select ${id}, picture_key from broadcast_pictures
      where broadcast_id = ${of} and exists (select 1 from broadcasts where id = ${id}) on conflict do nothing`),
  }
}
