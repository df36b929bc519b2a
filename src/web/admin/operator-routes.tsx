import { type Context, Hono } from 'hono'
import { addOperator } from '../../operators/add'
import { findOperator, listOperators } from '../../operators/list'
import { removeOperator } from '../../operators/remove'
import { problem } from '../../platform/errors'
import { newKey } from '../../platform/ids'
import { readAddress, sayAddressFault } from '../../subscribers/address'
import { show } from '../http/answer'
import { readForm } from '../http/read-form'
import type { AdminEnv } from './context'
import { Operators } from './operators'
import { readId } from './read-id'
import { RemoveOperator } from './remove-operator'
import { dropToken } from './session-cookie'

/** Who may sign in: the list, adding by mail, removing. */
export const operatorRoutes = new Hono<AdminEnv>()

operatorRoutes.get('/', (c) => answerList(c, {}))

operatorRoutes.post('/', async (c) => {
  const { db, clock, sendSoon } = c.var.app
  const typed = (await readForm(c)).email?.trim() ?? ''
  const read = readAddress(typed, false)
  if ('fault' in read) return answerList(c, { typed, error: sayAddressFault(read.fault, 7) })
  const batchId = newKey()
  if (!(await addOperator(db, read.address, c.var.actor, batchId, clock.now())))
    return answerList(c, { typed, error: 'This address looks after the letters already.' })
  sendSoon(batchId, 'signin')
  return c.redirect('/admin/operators?done=added', 303)
})

operatorRoutes.get('/:id/remove', async (c) => {
  const { db, site } = c.var.app
  const whom = await findOperator(db, readId(c))
  if (!whom) throw nobody()
  return show(c, <RemoveOperator site={site} operator={c.var.operator} whom={whom} />)
})

operatorRoutes.post('/:id/remove', async (c) => {
  const { db, clock, site } = c.var.app
  const id = readId(c)
  const whom = await findOperator(db, id)
  if (!whom) throw nobody()
  const { confirm } = await readForm(c)
  if (confirm !== 'yes' || (await removeOperator(db, id, c.var.actor, clock.now())) === null)
    return show(c, <RemoveOperator site={site} operator={c.var.operator} whom={whom} />, confirm === 'yes' ? 422 : 200)
  if (id !== c.var.operator.id) return c.redirect('/admin/operators?done=removed', 303)
  dropToken(c)
  return c.redirect('/admin/sign-in', 303)
})

const nobody = () => problem('not_found', 'Nobody who looks after the letters is at this address.')

async function answerList(c: Context<AdminEnv>, form: { typed?: string; error?: string }) {
  const { config, db, clock, site } = c.var.app
  const operators = await listOperators(db)
  const moment = { now: clock.now(), timeZone: config.DEFAULT_TIME_ZONE }
  const page = { site, operator: c.var.operator, operators, ...moment, done: c.req.query('done') }
  return show(c, <Operators {...page} {...form} />, form.error === undefined ? 200 : 422)
}
