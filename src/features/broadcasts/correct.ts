import { sql } from 'drizzle-orm'
import { hashOf, storeTemplateContent } from '../../mail/outbox/template-content'
import { isUnfilled, writeAgainFrom } from '../../mail/outbox/write-again'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning } from '../../platform/query'
import { BROADCASTS, HOLD_AFTER_MS } from './broadcast-source'
import { checkContent, type DraftContent } from './compose'
import { countLinks } from './links/counted-links'
import { storeLinks } from './links/where-it-leads'
import { type Frame, frameBroadcast } from './schedule'

/**
 * Gives a broadcast whose letters could not be filled other content; what has not left is written from it, and leaves now.
 * Throws `bad_input` for content that cannot be filled either, and `not_found` where none of its letters waits for that.
 */
export async function correctBroadcast(
  db: Db,
  id: number,
  content: DraftContent,
  frame: Frame,
  now: number,
): Promise<void> {
  checkContent(content)
  const { subject, preheader, html, text } = content
  const { content: counted, links } = countLinks(content)
  const template = frameBroadcast(frame, counted)
  const hash = hashOf(template)
  const waits = sql`exists (
    select 1 from deliveries indexed by deliveries_unfilled
    where kind = ${BROADCASTS.kind} and source_kind = ${BROADCASTS.source} and source_id = ${id} and ${isUnfilled})`
  const isCorrected = sql`exists (select 1 from broadcasts b where b.id = ${id} and b.template_hash = ${hash} and b.status = 'sending')`
  const { corrected } = await batch(db, {
    stored: storeTemplateContent(db, new Map([[hash, template]]), now),
    links: storeLinks(db, id, links),
    corrected: returning(
      db,
      sql`
        update broadcasts set subject = ${subject}, preheader = ${preheader}, html = ${html}, text = ${text}, template_hash = ${hash},
          status = 'sending', finished_at = null, updated_at = ${now}
        where id = ${id} and status in ('sending', 'sent') and ${waits}`,
      { id: int },
    ),
    tested: db.run(sql`update subject_tests set template_hash = ${hash} where broadcast_id = ${id} and ${isCorrected}`),
    again: writeAgainFrom(
      db,
      { ...BROADCASTS, sourceId: id },
      hash,
      { dueAt: now, expiresAt: now + HOLD_AFTER_MS },
      isCorrected,
    ),
  })
  if (corrected.length === 0) throw problem('not_found', 'None of these letters waits for a correction.')
}
