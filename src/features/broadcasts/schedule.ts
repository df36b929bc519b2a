import { sql } from 'drizzle-orm'
import type { Blocks } from '#letters'
import { hashOf, storeTemplateContent } from '../../mail/outbox/template-content'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning, select } from '../../platform/query'
import { fillFrame, type Template } from '../../platform/template'
import { checkContent, type DraftContent } from './compose'
import { CONTENT, contentOf } from './content'
import { countLinks } from './links/counted-links'
import { storeLinks } from './links/where-it-leads'

/** The frame of every broadcast, and the blocks of its words. */
export type Frame = { frame: { html: string; text: string }; reasons: { broadcast: string }; blocks: Blocks }

/**
 * Fixes the content of a draft and sets the moment (ms) from which it leaves; throws `not_found` when it is a draft no
 * longer, and `bad_input` when it could not be filled. The content is read and fixed under a condition, so a change in between makes it try again.
 */
export async function scheduleBroadcast(db: Db, id: number, at: number, frame: Frame, now: number): Promise<void> {
  for (;;) {
    const [draft] = await select(
      db,
      DRAFT,
      sql`from broadcasts where id = ${id} and status = 'draft' and deleted_at is null`,
    )
    if (!draft) throw problem('not_found', 'There is no draft here that could be scheduled.')
    const content = contentOf(draft, frame.blocks)
    checkContent(content)
    const { content: counted, links } = countLinks(content)
    const template = frameBroadcast(frame, counted)
    const hash = hashOf(template)
    const fix = sql`
      update broadcasts set status = 'scheduled', scheduled_at = ${at}, template_hash = ${hash}, updated_at = ${now}
      where id = ${id} and status = 'draft' and deleted_at is null and version = ${draft.version}`
    const { fixed } = await batch(db, {
      stored: storeTemplateContent(db, new Map([[hash, template]]), now),
      links: storeLinks(db, id, links),
      fixed: returning(db, fix, { id: int }),
    })
    if (fixed.length === 1) return
  }
}

const DRAFT = { ...CONTENT, version: int }

/** The content of a broadcast inside the frame, its gaps not filled. */
export function frameBroadcast({ frame, reasons }: Frame, { subject, preheader, html, text }: DraftContent): Template {
  return fillFrame(frame, { subject, preheader, html, text, reason: reasons.broadcast })
}
