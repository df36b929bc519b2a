import { sql } from 'drizzle-orm'
import { sign } from '../../scripts/support/svix.ts'
import { testSettings } from '../../test/support/settings.ts'
import { startDatabase } from '../support/database.ts'
import { type Call, load } from '../support/load.ts'
import { cpuSeconds } from '../support/processor.ts'
import type { Ask, Row } from '../support/report.ts'
import { seedReaders } from '../support/seed.ts'
import { startWorker } from '../support/worker.ts'

const AT_ONCE = 4
const NEWS = ['email.sent', 'email.delivered', 'email.clicked'] as const

/** News of a broadcast that has left: signed events, one to three a letter, until each is recorded. */
export async function webhooks({ quick, say }: Ask): Promise<Row[]> {
  const [letters, sample] = quick ? [10_000, 300] : [100_000, 1000]
  const database = await startDatabase()
  const worker = await startWorker({ LIBSQL_URL: database.url })
  const rows: Row[] = []
  try {
    const now = Date.now()
    await seedReaders(database.db, 1, letters, now)
    await database.db.run(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, source_id, subscriber_id, status, due_at, created_at, sent_at, provider_id)
      select 'broadcast/1/' || id, 'broadcast', '1', 'broadcast', 1, id, 'sent', ${now}, ${now}, ${now}, 'mail-' || id from subscribers`)
    const ids = (await database.db.all<{ id: number }>(sql`select id from subscribers limit ${sample * 3}`)).map(
      ({ id }) => id,
    )
    await load(100, AT_ONCE, await events(worker.url, ids.slice(0, 100), 1))
    for (const each of [1, 2, 3]) {
      const count = sample * each
      say(`${count} events, ${each} a letter`)
      const make = await events(worker.url, ids.slice((each - 1) * sample, each * sample), each)
      const before = cpuSeconds(worker.pid) + cpuSeconds(database.pid)
      const { aSecond, p99, statuses } = await load(count, AT_ONCE, make)
      const cpu = cpuSeconds(worker.pid) + cpuSeconds(database.pid) - before
      if (statuses.get(200) !== count) throw new Error(`Not every event was taken: ${[...statuses].join(' ')}`)
      const beside = `p99 ${p99.toFixed(0)} ms; ${((cpu / count) * 1000).toFixed(2)} ms of CPU an event, worker and database`
      rows.push({
        what: `events a second, ${each} a letter, of a broadcast to ${letters.toLocaleString('en')}`,
        value: aSecond,
        unit: '/s',
        beside,
      })
    }
    return rows
  } finally {
    await worker.stop().catch(() => {})
    await database.stop()
  }
}

// Signed before the clock starts, since signing is the provider's work.
async function events(url: string, ids: readonly number[], each: number): Promise<(i: number) => Call> {
  const at = new Date()
  const secret = testSettings.RESEND_WEBHOOK_SECRET
  const calls = await Promise.all(
    ids.flatMap((id) =>
      NEWS.slice(0, each).map(async (type): Promise<Call> => {
        const data = {
          email_id: `mail-${id}`,
          to: ['reader@readers.example'],
          subject: 'The crown',
          tags: { delivery: `broadcast_1_${id}`, kind: 'broadcast' },
        }
        const body = JSON.stringify({ type, created_at: at.toISOString(), data })
        const headers = await sign({ secret, id: `msg_${crypto.randomUUID()}`, at, body })
        return {
          method: 'POST',
          url: `${url}/webhooks/resend`,
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        }
      }),
    ),
  )
  return (i) => calls[i] as Call
}
