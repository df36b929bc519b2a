import type { Context } from 'hono'
import { type Broadcast, findBroadcast } from '../../../features/broadcasts/find'
import { problem } from '../../../platform/errors'
import type { AdminEnv } from '../context'

/** The id of the letter that the path names; throws `not_found`. */
export function readId(c: Context<AdminEnv>): number {
  const given = c.req.param('id') ?? ''
  const id = /^[1-9]\d{0,15}$/.test(given) ? Number(given) : Number.NaN
  if (!Number.isSafeInteger(id)) throw noLetter()
  return id
}

/** The letter that the path names, in any state; throws `not_found`. */
export async function findLetter(c: Context<AdminEnv>): Promise<Broadcast> {
  const found = await findBroadcast(c.var.app.db, readId(c))
  if (!found) throw noLetter()
  return found
}

/** The draft that the path names; throws `not_found` when it is deleted or a draft no longer. */
export async function findDraft(c: Context<AdminEnv>): Promise<Broadcast> {
  const found = await findLetter(c)
  if (found.deletedAt !== null)
    throw problem('not_found', 'This draft was deleted. It can be brought back from the list.')
  if (found.status !== 'draft') throw problem('not_found', 'This letter is a draft no longer, so its words stand.')
  return found
}

const noLetter = () => problem('not_found', 'There is no letter at this address.')
