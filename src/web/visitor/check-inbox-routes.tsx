import { Hono } from 'hono'
import { show } from '../http/answer'
import type { PageEnv } from '../http/context'
import { CheckInbox } from './check-inbox'
import { mailboxOf } from './mailbox'
import { readVisit } from './visit'

/** What to do next, after signing up. */
export const checkInboxRoutes = new Hono<PageEnv>()

checkInboxRoutes.get('/', (c) => {
  const given = readVisit(c)
  if (!given) return show(c, <CheckInbox site={c.var.app.site} />)
  const { email, again, ...hiddenFields } = given
  const mailbox = mailboxOf(email)
  const form = { email, hiddenFields: { ...hiddenFields, page: '/check-inbox' } }
  return show(
    c,
    <CheckInbox
      site={c.var.app.site}
      address={email}
      again={again === 'yes'}
      form={form}
      {...(mailbox ? { mailbox } : {})}
    />,
  )
})
