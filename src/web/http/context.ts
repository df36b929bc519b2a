import type { Course } from '#letters'
import type { Clock } from '../../platform/clock'
import type { Config } from '../../platform/config'
import type { Db } from '../../platform/db'
import type { Signer } from '../../platform/tokens'
import type { Site } from '../ui/site'

/** What the Worker is bound to. */
export type Bindings = Record<string, unknown> & {
  PROMPT: Queue<{ id: string; kind: string }>
  OUTBOX: Queue<{ id: string; kind: string }>
  SIGNUP_LIMIT: RateLimit
}

/** What every door is handed for one request. */
export type House = {
  config: Config
  db: Db
  clock: Clock
  signer: Signer
  courses: readonly Course[]
  site: Site
  /** Puts a batch on its way at once, after the answer; when that fails, the next tick's sweep does it. */
  sendSoon: (batchId: string, kind: 'confirm' | 'lesson') => void
}

export type DoorEnv = { Bindings: Bindings; Variables: { house: House } }
