import { sql } from 'drizzle-orm'
import { text } from '../platform/columns'
import type { Db } from '../platform/db'
import { select } from '../platform/query'

/** The longest tag, in characters. */
export const MAX_TAG = 60

/** A subscriber `s` has one of these tags. */
export const hasTag = (tags: readonly string[]) => sql`s.id in (
  select t.subscriber_id from subscriber_tags t where t.tag in (select value from json_each(${JSON.stringify(tags)})))`

/** Puts a tag to a subscriber, once; a tag is trimmed and at most `MAX_TAG` long. */
export function addTag(db: Db, subscriberId: number, tag: string, now: number) {
  return db.run(sql`
    insert into subscriber_tags (subscriber_id, tag, tagged_at)
    select id, ${tag.trim().slice(0, MAX_TAG)}, ${now} from subscribers where id = ${subscriberId}
    on conflict do nothing`)
}

/** The statement that takes a tag from a subscriber. */
export function removeTag(db: Db, subscriberId: number, tag: string) {
  return db.run(sql`delete from subscriber_tags where subscriber_id = ${subscriberId} and tag = ${tag}`)
}

/** The query for the different tags there are, at most two hundred, in order; each is found by a look into the index. */
export function listTags(db: Db) {
  return select(
    db,
    { name: text },
    sql`
    from (
      with recursive found (tag) as (
        select min(tag) from subscriber_tags
        union all select (select min(t.tag) from subscriber_tags t where t.tag > found.tag) from found where found.tag is not null)
      select tag as name from found where tag is not null limit 200)`,
  )
}
