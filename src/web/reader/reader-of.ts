import type { Context } from 'hono'
import type { Purpose } from '../../platform/tokens'
import { findSubscriber, type Subscriber } from '../../subscribers/find'
import type { WebEnv } from '../http/context'
import { linkBroken } from '../http/link-broken'

/** The reader behind the token in this path; throws `link_broken` for an invalid token. */
export async function readerOf(c: Context<WebEnv>, purpose: Purpose): Promise<Subscriber> {
  const { db, signer } = c.var.app
  const [id] = signer.read(purpose, c.req.param('token') ?? '') ?? []
  const subscriber = id === undefined ? null : await findSubscriber(db, id)
  if (!subscriber) throw linkBroken()
  return subscriber
}

/** The path of another page of the same reader. */
export function pathOf(c: Context<WebEnv>, purpose: Purpose, ...numbers: number[]): string {
  return `/${purpose}/${c.var.app.signer.sign(purpose, numbers)}`
}
