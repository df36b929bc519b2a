import { Hono } from 'hono'
import { dropUnsaved, listUnsaved } from '../../operators/unsaved'
import { show } from '../http/answer'
import type { AdminEnv } from './context'
import { UnsavedForms } from './unsaved'

/** What an operator typed into forms whose session was over. */
export const unsavedRoutes = new Hono<AdminEnv>()

unsavedRoutes.get('/', async (c) => {
  const { config, db, clock, site } = c.var.app
  const forms = await listUnsaved(db, c.var.operator.id)
  const moment = { now: clock.now(), timeZone: config.DEFAULT_TIME_ZONE }
  return show(c, <UnsavedForms site={site} operator={c.var.operator} forms={forms} {...moment} />)
})

unsavedRoutes.post('/', async (c) => {
  await dropUnsaved(c.var.app.db, c.var.operator.id)
  return c.redirect('/admin', 303)
})
