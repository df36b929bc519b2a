import { Hono } from 'hono'
import type { AdminEnv } from '../context'
import { reportRoutes } from '../report/report-routes'
import { autosaveRoutes } from './autosave-routes'
import { draftRoutes } from './draft-routes'
import { listRoutes } from './list-routes'

/** Letters to everyone, in every state. */
export const broadcastRoutes = new Hono<AdminEnv>()

broadcastRoutes.route('/', listRoutes)
broadcastRoutes.route('/', draftRoutes)
broadcastRoutes.route('/', autosaveRoutes)
broadcastRoutes.route('/', reportRoutes)
