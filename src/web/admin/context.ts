import type { Context } from 'hono'
import type { Bindings } from '../../context'
import type { Actor } from '../../operators/audit'
import type { Session } from '../../operators/session'
import type { WebEnv } from '../http/context'

/** What a handler behind the sign-in finds: who asks, in which session, and what the audit log says of both. */
export type AdminEnv = {
  Bindings: Bindings
  Variables: WebEnv['Variables'] & { operator: { id: number; email: string }; session: Session; actor: Actor }
}

/** A request before or behind the sign-in. */
export type AnyContext = Context<WebEnv> | Context<AdminEnv>
