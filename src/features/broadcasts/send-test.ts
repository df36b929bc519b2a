import { sql } from 'drizzle-orm'
import { enqueue, openBatch } from '../../mail/outbox/enqueue'
import { hashOf, storeTemplateContent } from '../../mail/outbox/template-content'
import { type Actor, recordAudit } from '../../operators/audit'
import { batch } from '../../platform/batch'
import { int } from '../../platform/columns'
import type { Db } from '../../platform/db'
import { problem } from '../../platform/errors'
import { select } from '../../platform/query'
import { checkContent, type DraftContent } from './compose'
import { type Frame, frameBroadcast } from './schedule'

/** What a test of a letter is in the outbox: no letter of the broadcast, so no report counts it. */
const TESTS = { kind: 'broadcast', source: 'broadcast_test', to: 'operator' } as const

const HOUR_MS = 3_600_000

/** The most tests that an operator gets in an hour. */
const MAX_AN_HOUR = 20

/** Presses within this time are one: the second of a double click sends nothing. */
const ONE_PRESS_MS = 5000

/**
 * Puts a test of a letter into the batch `batchId`, for the operator who asks: the same content, marked in the subject,
 * with links that count nothing and lead to nobody. Throws `bad_input` when it cannot be filled, and
 * `too_many_requests`. Returns whether a letter is in the batch: not when it was asked for a moment ago.
 */
export async function sendTest(
  db: Db,
  { id, content, frame }: { id: number; content: DraftContent; frame: Frame },
  actor: Actor & { email: string },
  batchId: string,
  now: number,
): Promise<boolean> {
  const { operatorId, email } = actor
  const subject = content.subject.trim() === '' ? 'A letter without a subject' : content.subject
  const marked = { ...content, subject: `Test: ${subject}` }
  checkContent(marked)
  const template = frameBroadcast(frame, marked)
  const hash = hashOf(template)
  const key = `test/${id}/${operatorId}/${Math.floor(now / ONE_PRESS_MS)}`
  const lately = sql`
    select count(*) from deliveries
    where operator_id = ${operatorId} and source_kind = ${TESTS.source} and created_at > ${now - HOUR_MS}`
  const isWritten = sql`exists (select 1 from deliveries where batch_id = ${batchId})`
  const { written, sent } = await batch(db, {
    stored: storeTemplateContent(db, new Map([[hash, template]]), now),
    letter: enqueue(
      db,
      TESTS,
      sql`
        select ${key} as dedupe_key, ${hash} as template, ${id} as source_id, null as part, ${operatorId} as recipient_id,
          ${now} as due_at, ${now + HOUR_MS} as expires_at
        where (${lately}) < ${MAX_AN_HOUR}`,
      now,
      batchId,
    ),
    opened: openBatch(db, { id: batchId, kind: TESTS.kind }, now),
    audited: recordAudit(
      db,
      { ...actor, action: 'letter_tested', subject: id, detail: { title: subject, email } },
      now,
      isWritten,
    ),
    written: select(db, { count: int`count(*)` }, sql`from deliveries where batch_id = ${batchId}`),
    sent: select(db, { count: int`count(*)` }, sql`from deliveries where dedupe_key = ${key}`),
  })
  if (sent[0]?.count === 0)
    throw problem(
      'too_many_requests',
      `You had ${MAX_AN_HOUR} tests within the hour. Please wait a while before the next one.`,
    )
  return written[0]?.count === 1
}
