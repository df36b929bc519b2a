import type { AppContext, Bindings } from '../../context'
import type { Waiting } from '../../mail/outbox/plan'
import type { Site } from '../ui/site'

/** What a request without a database gets: the same object until a setting changes. */
export type PageContext = Pick<AppContext, 'config' | 'courses'> & { site: Site }

/** What every other request gets, beyond the context of the whole service. */
export type RequestContext = AppContext & {
  site: Site
  /** Puts a batch on the queue after the answer; when that fails, the next tick's sweep does it. */
  sendSoon: (batchId: string, kind: 'confirm' | 'lesson' | 'signin' | 'broadcast') => void
  /** Does something that nobody waits for, with a database of its own; that it failed is logged. */
  afterAnswer: (name: string, act: (db: AppContext['db']) => Promise<unknown>) => void
  /** Runs one tick, for development; returns the batches that it put on the queue. */
  runTick: () => Promise<Waiting[]>
}

type Env<App> = { Bindings: Bindings; Variables: { app: App; errors: 'page' | 'problem' } }
export type PageEnv = Env<PageContext>
export type WebEnv = Env<RequestContext>
