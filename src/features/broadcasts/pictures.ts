import { sql } from 'drizzle-orm'

/** A picture `p` is in some letter: a draft, a sent or a published one. */
export const isPictured = sql`exists (select 1 from broadcast_pictures bp where bp.picture_key = p.key)`
