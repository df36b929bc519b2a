import type { AppContext } from '../context'
import { isPictured } from '../features/broadcasts/pictures'
import { forgetPictures } from '../features/media/forget-pictures'
import { isDatabaseAway } from '../platform/db'
import { noteFaults } from '../platform/faults'
import { problemOf } from '../platform/isolate'
import { log } from '../platform/log'
import { runHousekeeping } from './housekeeping'

type Parts = Pick<AppContext, 'db' | 'env' | 'config'>

/** Deletes what is past its retention: rows, then the pictures that no letter has had for long. */
export async function forgetExpired(app: Parts, now: number): Promise<void> {
  await runHousekeeping(app.db, app.config, now)
  await forgetUnusedPictures(app, now)
}

// A bucket that fails is counted as a fault; the next call continues.
async function forgetUnusedPictures({ db, env }: Parts, now: number): Promise<void> {
  try {
    const gone = await forgetPictures({ db, bucket: env.MEDIA }, isPictured, now)
    if (gone > 0) log('pictures_forgotten', { gone })
  } catch (error) {
    if (isDatabaseAway(error)) throw error
    await noteFaults(db, [{ code: 'tick_step', subject: 'forget_pictures', problem: problemOf(error) }], now)
  }
}
