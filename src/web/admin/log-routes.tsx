import { Hono } from 'hono'
import { type Cursor, NEWEST, readAuditLog } from '../../operators/read-audit-log'
import { show } from '../http/answer'
import type { AdminEnv } from './context'
import { Log } from './log'

/** Who did what, when and from where. */
export const logRoutes = new Hono<AdminEnv>()

logRoutes.get('/', async (c) => {
  const { config, db, clock, site } = c.var.app
  const after = readCursor(c.req.query('after'))
  const page = await readAuditLog(db, after)
  const moment = { now: clock.now(), timeZone: config.DEFAULT_TIME_ZONE }
  return show(c, <Log site={site} operator={c.var.operator} {...page} {...moment} isFirst={after === NEWEST} />)
})

// Whatever else stands there means the first page.
function readCursor(text: string | undefined): Cursor {
  const [, at, id] = /^(\d{1,15})-(\d{1,16})$/.exec(text ?? '') ?? []
  return at === undefined || id === undefined ? NEWEST : { at: Number(at), id: Number(id) }
}
