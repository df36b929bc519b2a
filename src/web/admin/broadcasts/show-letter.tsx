import type { Context } from 'hono'
import type { Broadcast } from '../../../features/broadcasts/find'
import { show } from '../../http/answer'
import type { AdminEnv } from '../context'
import { showReport } from '../report/show-report'
import { Action } from '../ui/button'
import { AdminPage } from '../ui/page'
import { Status } from '../ui/status'
import { STATUS_WORDS } from './say-status'

/** The page of a letter that is a draft no longer: what came of it, once nothing of it is to leave any more. */
export function showLetter(c: Context<AdminEnv>, broadcast: Broadcast) {
  const { id, subject, status } = broadcast
  if (status === 'sent' || status === 'stopped') return showReport(c, broadcast)
  const { state, words } = STATUS_WORDS[status]
  return show(
    c,
    <AdminPage site={c.var.app.site} operator={c.get('operator')} title={subject} current="letters">
      <p>
        <Status state={state}>{words}</Status>
      </p>
      <Action action={`/admin/broadcasts/${id}/duplicate`}>Duplicate</Action>
    </AdminPage>,
  )
}
