import { sql } from 'drizzle-orm'
import type { Blocks } from '#letters'
import { hashOf, storeTemplateContent } from '../../mail/outbox/template-content'
import { batch } from '../../platform/batch'
import { int, text } from '../../platform/columns'
import type { Db, Statement } from '../../platform/db'
import { problem } from '../../platform/errors'
import { returning, select } from '../../platform/query'
import { fillFrame, type Template } from '../../platform/template'
import { checkContent, type DraftContent } from './compose'
import { CONTENT, contentToSend } from './content'
import type { Departure } from './departure'
import { countLinks } from './links/counted-links'
import { storeLinks } from './links/where-it-leads'

/** The frame of every broadcast, and the blocks of its words. */
export type Frame = { frame: { html: string; text: string }; reasons: { broadcast: string }; blocks: Blocks }

/**
 * Fixes the content of a draft, of its second subject too, and when it leaves; throws `not_found` when it is a draft no
 * longer, and `bad_input` when it could not be filled. The content is read and fixed under a condition, so a change in
 * between makes it try again.
 */
export async function scheduleBroadcast(
  db: Db,
  id: number,
  when: Departure,
  frame: Frame,
  now: number,
  noted: readonly Statement[] = [],
): Promise<void> {
  const { at, local } = when
  for (;;) {
    const [draft] = await select(
      db,
      DRAFT,
      sql`from broadcasts where id = ${id} and status = 'draft' and deleted_at is null`,
    )
    if (!draft) throw problem('not_found', 'There is no draft here that could be scheduled.')
    const { other } = draft
    if (other !== null && local) throw problem('bad_input', NOT_BOTH)
    const content = contentToSend(draft, frame.blocks)
    checkContent(content)
    if (other !== null) checkContent({ ...content, subject: other })
    const { content: counted, links } = countLinks(content)
    const templates = [counted, ...(other === null ? [] : [{ ...counted, subject: other }])].map((one) =>
      frameBroadcast(frame, one),
    )
    const [hash = null, otherHash = null] = templates.map(hashOf)
    const fix = sql`
      update broadcasts set status = 'scheduled', scheduled_at = ${at}, local_at = ${local?.at ?? null},
        moments = ${local ? JSON.stringify(local.moments) : null}, template_hash = ${hash}, updated_at = ${now}
      where id = ${id} and status = 'draft' and deleted_at is null and version = ${draft.version}
        and (select subject from subject_tests where broadcast_id = ${id}) is ${other}`
    const { fixed } = await batch(db, {
      stored: storeTemplateContent(db, new Map(templates.map((template) => [hashOf(template), template])), now),
      links: storeLinks(db, id, links),
      fixed: returning(db, fix, { id: int }),
      tested: db.run(sql`
        update subject_tests set template_hash = ${otherHash}
        where broadcast_id = ${id} and exists (select 1 from broadcasts b where b.id = ${id} and b.status = 'scheduled' and b.template_hash = ${hash})`),
      noted,
    })
    if (fixed.length === 1) return
  }
}

/** Why a test of two subjects does not go out at readers' own hours. */
export const NOT_BOTH =
  'Two subjects can only be compared when they arrive at the same moment, so not at each reader’s own hour.'

const DRAFT = {
  ...CONTENT,
  version: int,
  other: text.orNull`(select t.subject from subject_tests t where t.broadcast_id = broadcasts.id)`,
}

/** The content of a broadcast inside the frame, its gaps not filled. */
export function frameBroadcast({ frame, reasons }: Frame, { subject, preheader, html, text }: DraftContent): Template {
  return fillFrame(frame, { subject, preheader, html, text, reason: reasons.broadcast })
}
