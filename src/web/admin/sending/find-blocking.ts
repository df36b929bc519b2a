import type { Context } from 'hono'
import type { Finding } from '../../../features/broadcasts/check/finding'
import type { Broadcast } from '../../../features/broadcasts/find'
import type { AdminEnv } from '../context'

/** What keeps a letter from leaving, as its check says. */
export async function findBlocking(_: Context<AdminEnv>, { subject }: Broadcast): Promise<readonly Finding[]> {
  if (subject.trim() !== '') return []
  return [{ code: 'no_subject', blocking: true, message: 'The letter has no subject.', place: { part: 'subject' } }]
}
