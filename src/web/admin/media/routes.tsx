import { type Context, Hono } from 'hono'
import { listPictures, PICTURES_A_PAGE } from '../../../features/media/list-pictures'
import { readPicture } from '../../../features/media/read-picture'
import { storePicture } from '../../../features/media/store-picture'
import { sizeInLetter } from '../../../features/media/use-pictures'
import { isProblem, problem } from '../../../platform/errors'
import { asLine } from '../../../platform/template'
import { wholeText } from '../../../platform/whole-text'
import { show } from '../../http/answer'
import type { WebEnv } from '../../http/context'
import type { AdminEnv } from '../context'
import { signedIn } from '../signed-in'
import { Pictures } from './pictures'
import { readUpload } from './read-upload'

/** The pictures of letters: shown as a page, listed and taken for the composer. Mounted by itself, since it takes more. */
export const pictureRoutes = new Hono<WebEnv>()

pictureRoutes.route('/', pictures())

const MAX_ALT = 300

function pictures() {
  const routes = new Hono<AdminEnv>()
  routes.use('*', signedIn)
  routes.get('/', async (c) => {
    const page = await readPage(c)
    if (!asksForJson(c)) return show(c, <Pictures {...commonOf(c)} {...page} kept={keptOf(c)} />)
    return c.json(page)
  })
  routes.post('/', async (c) => {
    const { db, clock, env } = c.var.app
    const isForm = (c.req.header('content-type') ?? '').startsWith('multipart/form-data')
    try {
      const { bytes, alt } = await readUpload(c, isForm)
      const picture = { ...(await readPicture(bytes)), alt: wholeText(asLine(alt), MAX_ALT).replaceAll('%%', '%') }
      await storePicture({ db, bucket: env.MEDIA }, { ...picture, operatorId: c.get('operator').id }, clock.now())
      if (isForm) return c.redirect(`/admin/media?kept=${picture.key}`, 303)
      return c.json({ key: picture.key, ...sizeInLetter(picture) }, 201)
    } catch (error) {
      if (!isForm || !isProblem(error) || error.code === 'try_again') throw error
      const status = error.code === 'not_a_picture' ? 415 : error.code === 'too_large' ? 413 : 422
      return show(c, <Pictures {...commonOf(c)} {...(await readPage(c))} error={error.message} />, status)
    }
  })
  return routes
}

async function readPage(c: Context<AdminEnv>) {
  const given = c.req.query('before')
  const before = given === undefined ? undefined : Number(given)
  if (before !== undefined && !Number.isSafeInteger(before))
    throw problem('not_found', 'There is no such page of pictures.')
  const found = await listPictures(c.var.app.db, before)
  const page = found.slice(0, PICTURES_A_PAGE)
  return {
    pictures: page.map(({ key, alt, ...size }) => ({ key, alt, ...sizeInLetter(size) })),
    before: found.length > page.length ? (page.at(-1)?.lastUsedAt ?? null) : null,
  }
}

const commonOf = (c: Context<AdminEnv>) => ({ site: c.var.app.site, operator: c.get('operator') })
const keptOf = (c: Context<AdminEnv>) => c.req.query('kept')
const asksForJson = (c: Context<AdminEnv>) => (c.req.header('accept') ?? '').startsWith('application/json')
