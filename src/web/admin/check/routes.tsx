import { type Context, Hono } from 'hono'
import type { Finding } from '../../../features/broadcasts/check/finding'
import { show } from '../../http/answer'
import type { AdminEnv } from '../context'
import { letterOf } from '../preview/letter-of'
import { checkBroadcast } from './check-broadcast'
import { CheckPage } from './check-page'
import { placeHref } from './place-href'

/** What would keep a letter from leaving, and what should be looked at. */
export const checkRoutes = new Hono<AdminEnv>()

checkRoutes.get('/:id{[0-9]+}/check', async (c) => {
  const letter = await letterOf(c)
  const checked = await checkBroadcast(c, letter)
  const { site } = c.var.app
  if (!wantsJson(c))
    return show(c, <CheckPage site={site} operator={c.var.operator} letter={letter} checked={checked} />)
  const say = ({ code, message, place }: Finding) => ({ code, message, place, href: placeHref(letter.id, place) })
  const { blocking, warnings, words, minutes } = checked
  return c.json({ blocking: blocking.map(say), warnings: warnings.map(say), words, minutes })
})

function wantsJson(c: Context): boolean {
  const asked = c.req.header('accept') ?? ''
  return asked.includes('json') && !asked.includes('text/html')
}
