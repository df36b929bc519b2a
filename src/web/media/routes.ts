import { Hono } from 'hono'
import { typeOf } from '../../features/media/store-picture'
import { problem } from '../../platform/errors'
import type { PageEnv } from '../http/context'
import { FOR_EVER } from '../http/policy'

/** Pictures of letters, for mail programs of any origin. A key is made of the content, so what is under it never changes. */
export const mediaRoutes = new Hono<PageEnv>()

mediaRoutes.get('/:key{[a-f0-9]{32}\\.(?:jpg|png)}', async (c) => {
  const key = c.req.param('key')
  const { MEDIA } = c.env
  const headers = { ...FOR_EVER, ETag: `"${key}"`, 'Content-Type': typeOf(key), 'Content-Disposition': 'inline' }
  const isKnown = hasIt(c.req.header('if-none-match'), headers.ETag)
  if (isKnown || c.req.method === 'HEAD') {
    const found = await MEDIA.head(key)
    if (!found) throw nothingThere()
    return c.body(null, isKnown ? 304 : 200, { ...headers, ...(!isKnown && { 'Content-Length': String(found.size) }) })
  }
  const address = new URL(c.req.path, c.req.url).href // without a query, which would fill the cache with copies
  const cached = await caches.default.match(address)
  if (cached?.body) return c.body(cached.body, 200, headers)
  const found = await MEDIA.get(key)
  if (!found) throw nothingThere()
  const [forCaller, forCache] = found.body.tee()
  c.executionCtx.waitUntil(caches.default.put(address, new Response(forCache, { headers })))
  return c.body(forCaller, 200, headers)
})

const nothingThere = () => problem('not_found', 'There is no picture at this address.')

function hasIt(known = '', etag: string): boolean {
  return known.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')))
}
