import * as z from 'zod'
import type { AppContext } from '../context'
import { EVENT_KINDS, type ProviderEvent } from '../mail/provider'
import { recordEvents } from '../mail/reconciliation/record-events'
import { describeError, log } from '../platform/log'
import { wholeText } from '../platform/whole-text'

/** The longest pause between two tries; a hundred of them, which is what a queue allows, take a day. */
const MAX_PAUSE_S = 900

/**
 * Records the events that the queue delivered, all in one transaction. Until then an event is nowhere but in the queue:
 * while the database is away it is retried after growing pauses, and after those from the dead-letter queue.
 */
export async function consumeEvents(
  { messages }: Pick<MessageBatch<unknown>, 'messages'>,
  { db, clock, mailer }: Pick<AppContext, 'db' | 'clock' | 'mailer'>,
): Promise<void> {
  const events = messages.map(readEvent)
  let recorded: ReadonlySet<ProviderEvent> = new Set()
  try {
    recorded = await recordEvents(db, events, mailer, clock.now())
  } catch (error) {
    log('events_failed', { events: events.length, ...describeError(error) })
  }
  for (const [i, message] of messages.entries()) {
    const event = events[i]
    if (event && recorded.has(event)) message.ack()
    else message.retry({ delaySeconds: Math.min(5 * 2 ** (message.attempts - 1), MAX_PAUSE_S) })
  }
  log('events', { events: events.length, recorded: recorded.size })
}

const nullable = z.string().nullable()
const sent = z.object({
  svixId: z.string(),
  type: z.string(),
  body: z.string(),
  at: z.number().nullable(),
  kind: z.enum(EVENT_KINDS).nullable(),
  tag: nullable,
  providerId: nullable,
  reason: nullable,
  fault: nullable,
})

// A message that our webhook did not write, or an older version wrote differently, is stored and counted, like any
// event that cannot be read.
function readEvent({ id, body }: Pick<Message<unknown>, 'id' | 'body'>): ProviderEvent {
  const { data } = sent.safeParse(body)
  if (data) return data
  const nothing = { at: null, kind: null, tag: null, providerId: null, reason: null }
  const kept = wholeText(JSON.stringify(body) ?? '')
  return { ...nothing, svixId: `queue/${id}`, type: 'unreadable', body: kept, fault: 'unreadable_message' }
}
