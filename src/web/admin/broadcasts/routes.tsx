import { Hono } from 'hono'
import type { AdminEnv } from '../context'
import { reportRoutes } from '../report/report-routes'
import { actRoutes } from '../sending/act-routes'
import { audienceRoutes } from '../sending/audience-routes'
import { progressRoutes } from '../sending/progress-routes'
import { sendRoutes } from '../sending/send-routes'
import { autosaveRoutes } from './autosave-routes'
import { draftRoutes } from './draft-routes'
import { listRoutes } from './list-routes'

/** Letters to everyone, in every state. */
export const broadcastRoutes = new Hono<AdminEnv>()

broadcastRoutes.route('/', listRoutes)
broadcastRoutes.route('/', draftRoutes)
broadcastRoutes.route('/', autosaveRoutes)
broadcastRoutes.route('/', reportRoutes)
broadcastRoutes.route('/', audienceRoutes)
broadcastRoutes.route('/', sendRoutes)
broadcastRoutes.route('/', progressRoutes)
broadcastRoutes.route('/', actRoutes)
