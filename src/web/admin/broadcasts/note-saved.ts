import type { Context } from 'hono'
import { picturesOf } from '../../../features/broadcasts/document/pictures-of'
import type { Draft } from '../../../features/broadcasts/draft'
import { usePictures } from '../../../features/media/use-pictures'
import { notNotedSince, recordAudit } from '../../../operators/audit'
import { batch } from '../../../platform/batch'
import { describeError, log } from '../../../platform/log'
import type { AdminEnv } from '../context'

const AN_HOUR_MS = 3_600_000

/** Notes after the answer that a letter was changed, once an hour, and that its pictures were used. */
export function noteSaved(c: Context<AdminEnv>, id: number, draft: Draft, now: number): void {
  const { db } = c.var.app
  const act = { ...c.get('actor'), action: 'letter_changed', subject: id, detail: { title: draft.subject } } as const
  const used = picturesOf(draft.doc)
  const noted = batch(db, {
    noted: recordAudit(db, act, now, notNotedSince(act, now - AN_HOUR_MS)),
    used: used.length > 0 ? usePictures(db, used, now) : [],
  })
  c.executionCtx.waitUntil(noted.catch((error) => log('save_not_noted', { id, ...describeError(error) })))
}
