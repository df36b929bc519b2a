import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { text } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { memoise } from '../../platform/memoise'
import { select } from '../../platform/query'
import type { Template } from '../../platform/template'

/** Templates by their hash. */
export type TemplateContent = Map<string, Template>

/** The hash of a template's content. */
export const hashOf = memoise(({ subject, html, text }: Template) =>
  createHash('sha256')
    .update(JSON.stringify([subject, html, text]))
    .digest('hex')
    .slice(0, 32),
)

/** The statement that stores content under its hash, once. */
export function storeTemplateContent(db: Db, content: TemplateContent, now: number) {
  const list = JSON.stringify([...content].map(([hash, { subject, html, text }]) => [hash, subject, html, text]))
  return db.run(sql`
    insert into templates (hash, subject, html, text, created_at)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, ${now} from json_each(${list}) where true
    on conflict (hash) do nothing`)
}

/** Whether the database has the content of all these hashes: a condition, for what must be sure of it. */
export function areStored(hashes: readonly string[]) {
  const list = JSON.stringify(hashes)
  return sql`(select count(*) from templates where hash in (select value from json_each(${list}))) = ${hashes.length}`
}

/** Reads the content that is not cached, and caches it for the next batch: a hash never changes its content. */
export async function findTemplateContent(
  db: Db,
  wanted: readonly string[],
  atHand: TemplateContent,
): Promise<TemplateContent> {
  if (remembered.size >= MAX_REMEMBERED) remembered.clear() // before reading, so that nothing needed is dropped
  const missing = wanted.filter((hash) => !atHand.has(hash) && !remembered.has(hash))
  if (missing.length > 0) await readTemplateContent(db, missing)
  return new Map(
    wanted.flatMap((hash) =>
      [atHand.get(hash) ?? remembered.get(hash)].flatMap((content) => (content ? [[hash, content] as const] : [])),
    ),
  )
}

const MAX_REMEMBERED = 50
const remembered: TemplateContent = new Map()

async function readTemplateContent(db: Db, missing: readonly string[]): Promise<void> {
  const which = sql`from templates where hash in (select value from json_each(${JSON.stringify(missing)}))`
  const rows = await select(db, { hash: text, subject: text, html: text, text }, which)
  for (const { hash, ...content } of rows) remembered.set(hash, content)
}
