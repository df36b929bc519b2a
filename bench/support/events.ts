import { sql } from 'drizzle-orm'
import { sign } from '../../scripts/support/svix.ts'
import { testSettings } from '../../test/support/settings.ts'
import type { Database } from './database.ts'
import type { Call } from './load.ts'

/** What the provider tells of a letter that arrived and was clicked; `email.sent` is left off, as the README says. */
const TYPES = ['email.delivered', 'email.clicked'] as const
export const EVENTS_A_LETTER = TYPES.length

/** Writes a broadcast that has left to every reader, in batches of a hundred; returns the ids of the readers. */
export async function seedSentBroadcast({ db }: Pick<Database, 'db'>, now: number): Promise<number[]> {
  await db.run(sql`
    insert into deliveries (dedupe_key, kind, template, source_kind, source_id, subscriber_id, status, due_at, created_at, sent_at, provider_id, batch_id)
    select 'broadcast/1/' || id, 'broadcast', '1', 'broadcast', 1, id, 'sent', ${now}, ${now}, ${now}, 'mail-' || id, 'batch-' || (id % 1000)
    from subscribers`)
  return (await db.all<{ id: number }>(sql`select id from subscribers`)).map(({ id }) => id)
}

export type Event = Call & { id: string }

/** Makes the events of these readers' letters, one after another, each signed under an id of its own. */
export async function signEvents(url: string, readers: readonly number[]): Promise<Event[]> {
  return Promise.all(readers.flatMap((reader) => TYPES.map((type) => signEvent(url, reader, type))))
}

/** One event of a reader's letter; signing is the provider's work, so it is not to be counted. */
export async function signEvent(url: string, reader: number, type: string): Promise<Event> {
  const at = new Date()
  const data = {
    created_at: at.toISOString(),
    email_id: `mail-${reader}`,
    message_id: `<${crypto.randomUUID()}@mail.example>`,
    from: '"Maren Holt" <maren@holt-practice.example>',
    to: ['reader@readers.example'],
    subject: 'The crown',
    tags: { delivery: `broadcast_1_${reader}`, kind: 'broadcast' },
  }
  const body = JSON.stringify({ type, created_at: at.toISOString(), data })
  const id = `msg_${crypto.randomUUID()}`
  const signature = await sign({ secret: testSettings.RESEND_WEBHOOK_SECRET, id, at, body })
  const headers = { ...signature, 'content-type': 'application/json' }
  return { id, method: 'POST', url: `${url}/webhooks/resend`, headers, body }
}

/** Makes events without end, of one letter after the other. */
export async function* everyEvent(url: string, readers: readonly number[]): AsyncGenerator<Event> {
  for (const reader of readers) for (const type of TYPES) yield await signEvent(url, reader, type)
}
