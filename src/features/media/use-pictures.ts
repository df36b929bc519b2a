import { sql } from 'drizzle-orm'
import type { Db } from '../../platform/db'

/** The statement that says that a letter with these pictures was saved now, and which words stood for each. */
export function usePictures(db: Db, used: readonly { key: string; alt: string }[], now: number) {
  const list = JSON.stringify(used.map(({ key, alt }) => [key, alt]))
  return db.run(sql`
    update pictures set last_used_at = ${now}, alt = iif(u.alt = '', pictures.alt, u.alt)
    from (select value ->> 0 as key, max(value ->> 1) as alt from json_each(${list}) group by 1) u
    where pictures.key = u.key and pictures.deleting_at is null`)
}

/** The size at which a letter shows a picture: at most 1200 px wide and 4000 px high. */
export function sizeInLetter({ width, height }: { width: number; height: number }) {
  const scale = Math.min(1, MAX_WIDTH / width, MAX_HEIGHT / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

const MAX_WIDTH = 1200
const MAX_HEIGHT = 4000
