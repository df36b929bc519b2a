import type { AppContext, BatchMessage } from '../context'
import type { BatchResult } from '../mail/outbox/batch-lease'
import { isolateBatch } from '../mail/outbox/isolate-batch'
import { sendBatch } from '../mail/outbox/send-batch'
import { failedWithoutAWord, isAboutData } from '../platform/db'
import { problemOf } from '../platform/isolate'
import { describeError, log } from '../platform/log'

/** A message that would wait longer than this is acknowledged; the sweep puts its batch back when it is time. */
const WAIT_ON_QUEUE_MS = 5 * 60_000

/**
 * Sends the batches whose ids the queue delivered, each on its own: a failing one does not delay the others. A batch
 * whose data cannot be read is split, until what is at fault has failed alone.
 */
export async function consumeBatches(messages: MessageBatch<BatchMessage>, { mailer, env }: AppContext): Promise<void> {
  await Promise.all(
    messages.messages.map(async (message) => {
      try {
        await answer(message, await sendOrIsolate(mailer, message.body), env)
      } catch (error) {
        log('send_failed', { batch: String(message.body?.id), ...describeError(error) })
        message.retry({ delaySeconds: Math.min(10 * message.attempts, 60) })
      }
    }),
  )
}

async function sendOrIsolate(mailer: AppContext['mailer'], mail: BatchMessage): Promise<BatchResult> {
  try {
    const { id, kind } = mail
    if (kind === 'unknown') throw new Error('the kind of this batch cannot be read')
    return await sendBatch(mailer, { id, kind })
  } catch (error) {
    if (!isAboutData(error)) throw error
    const fault = { problem: problemOf(error), certain: !failedWithoutAWord(error) }
    return await isolateBatch(mailer.db, mail, fault, mailer.clock.now())
  }
}

async function answer(message: Message<BatchMessage>, result: BatchResult, env: AppContext['env']): Promise<void> {
  log('batch', {
    result: result.result,
    ...('accepted' in result ? { accepted: result.accepted, refused: result.refused } : {}),
    ...('reason' in result ? { reason: result.reason } : {}),
  })
  if (result.result === 'split') await env.OUTBOX.sendBatch(result.into.map((body) => ({ body })))
  if (result.result === 'try_again' && result.afterMs <= WAIT_ON_QUEUE_MS)
    message.retry({ delaySeconds: Math.ceil(result.afterMs / 1000) })
  else message.ack()
}
