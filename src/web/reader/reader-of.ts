import type { Context } from 'hono'
import { problem } from '../../platform/errors'
import type { Purpose } from '../../platform/tokens'
import { findSubscriber, type Subscriber } from '../../subscribers/find'
import type { WebEnv } from '../http/context'
import { linkBroken } from '../http/link-broken'

/** The reader behind the token in this path; throws `link_broken` for an invalid token. */
export async function readerOf(c: Context<WebEnv>, purpose: Purpose): Promise<Subscriber> {
  const { db, signer } = c.var.app
  const [id] = signer.read(purpose, c.req.param('token') ?? '') ?? []
  if (id === 0) throw problem('link_broken', OF_A_TEST)
  const subscriber = id === undefined ? null : await findSubscriber(db, id)
  if (!subscriber) throw linkBroken()
  return subscriber
}

// The links of a preview or a test name nobody.
const OF_A_TEST =
  'This link comes from a test of a letter, so it leads to nobody. In the letters of your readers it opens their own page.'

/** The path of another page of the same reader. */
export function pathOf(c: Context<WebEnv>, purpose: Purpose, ...numbers: number[]): string {
  return `/${purpose}/${c.var.app.signer.sign(purpose, numbers)}`
}
