import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import { EVENT_KINDS, type ProviderEvent } from '../../src/mail/provider.ts'
import { recordEvents } from '../../src/mail/reconciliation/record-events.ts'
import { openDatabase } from '../support/due-readers.ts'
import { rows } from '../support/rows.ts'
import { expect, test } from '../support/test-app.ts'

const NOW = Date.parse('2026-03-10T12:00:00Z')
const HOUR = 3_600_000
const CREATED_AT = NOW - 48 * HOUR

/** What one event says, and of which of the six letters: three to each of two readers. */
type Said = { letter: number; kind: (typeof EVENT_KINDS)[number]; hoursAgo: number | null; reason: string | null }

const anyEvent = fc.record({
  letter: fc.nat({ max: 5 }),
  kind: fc.constantFrom(...EVENT_KINDS),
  // Before the letter was written, in the future and never are moments too.
  hoursAgo: fc.constantFrom(null, -3, 0, 1, 2, 5, 24, 47, 60),
  reason: fc.constantFrom(null, 'MailboxFull', 'NoEmail', 'General'),
}) satisfies fc.Arbitrary<Said>

/** An event repeated so often, all of them in another order, cut into batches, of which two may be taken at once. */
const anyTelling = fc
  .tuple(fc.array(anyEvent, { minLength: 1, maxLength: 14 }), fc.infiniteStream(fc.nat({ max: 9 })))
  .chain(([said, dice]) => {
    const ids = said.flatMap((_, i) => Array<number>(dice.next().value < 7 ? 1 : 2).fill(i))
    const order = fc.shuffledSubarray(ids, { minLength: ids.length, maxLength: ids.length })
    const sizes = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: ids.length, maxLength: ids.length })
    return fc.record({ said: fc.constant(said), order, sizes, together: fc.boolean(), claimed: fc.nat({ max: 63 }) })
  })

test('in any order, in any batches, repeated and by two at once, events end in the rows of one by one', async ({
  app,
}) => {
  expect(app.waitingEvents()).toEqual([])
  let run = 0
  await fc.assert(
    fc.asyncProperty(anyTelling, async ({ said, order, sizes, together, claimed }) => {
      const [one, other] = [await write(++run, claimed), await write(++run, claimed)]
      for (const event of said.map(one.tell)) await record([event])
      const told = order.map((i) => other.tell(said[i] as Said, i))
      for (let cuts = sizes.values(); told.length > 0; ) {
        const batches = [told.splice(0, cuts.next().value), ...(together ? [told.splice(0, cuts.next().value)] : [])]
        await Promise.all(batches.map(record))
      }
      expect(await other.outcome()).toEqual(await one.outcome())
      expect(await one.broken(said)).toEqual([])
      expect(await other.broken(said)).toEqual([])
    }),
    { numRuns: 40, seed: 7, endOnFailure: true },
  )
})

const record = async (events: readonly ProviderEvent[]) =>
  expect(await recordEvents(openDatabase(), events, await mailer(), NOW)).toEqual(new Set(events))

type Row = Record<string, number | string | null> & { status: string }

/** Two readers with three letters each, and one that waits; `claimed` says, in bits, which letters are still being sent. */
async function write(run: number, claimed: number) {
  const key = (letter: number) => `broadcast/${run}/${letter}`
  const reader = (letter: number) => run * 10 + Math.floor(letter / 3)
  const isClaimed = (letter: number) => (claimed & (1 << letter)) !== 0
  const db = openDatabase()
  const readers = [0, 3].map((letter) => [reader(letter), `reader-${reader(letter)}@any.test`])
  const letters = [0, 1, 2, 3, 4, 5].map((i) => [key(i), reader(i), CREATED_AT + i, isClaimed(i) ? 1 : 0])
  await db.batch([
    db.run(sql`
      insert into subscribers (id, email, time_zone, send_hour, created_at, confirmed_at)
      select value ->> 0, value ->> 1, 'UTC', 7, 1, 1 from json_each(${JSON.stringify(readers)})`),
    db.run(
      sql`insert into batches (id, kind, created_at, next_try_at, frozen) values (${`batch-${run}`}, 'broadcast', 1, 1, '{}')`,
    ),
    db.run(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, created_at, batch_id, status, sent_at)
      select value ->> 0, 'broadcast', 'x', 'broadcast', value ->> 1, 1, value ->> 2, ${`batch-${run}`},
        iif(value ->> 3, 'claimed', 'sent'), iif(value ->> 3, null, ${CREATED_AT + HOUR})
      from json_each(${JSON.stringify(letters)})`),
    db.run(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, created_at)
      select ${`broadcast/${run}/waits/`} || (value ->> 0), 'broadcast', 'x', 'broadcast', value ->> 0, ${NOW + HOUR}, ${CREATED_AT - 1}
      from json_each(${JSON.stringify(readers)})`),
  ])
  const deliveries = () =>
    rows<Row>(sql`
      select substr(dedupe_key, length(${`broadcast/${run}/`}) + 1) as letter, d.* from deliveries d
      where dedupe_key like ${`broadcast/${run}/%`} and dedupe_key not like '%/waits/%' order by letter`)
  const waiting = () =>
    rows<{ status: string; problem: string | null; cancelled_at: number | null }>(sql`
      select status, problem, cancelled_at from deliveries where dedupe_key like ${`broadcast/${run}/waits/%`} order by subscriber_id`)
  const suppressions = async () => {
    const all = await rows<{ email: string; reason: string }>(
      sql`select email, reason from suppressions where email in (select value ->> 1 from json_each(${JSON.stringify(readers)}))`,
    )
    return readers.map(([, email]) => all.find((one) => one.email === email)?.reason ?? null)
  }

  return {
    tell: ({ letter, kind, hoursAgo, reason }: Said, i: number): ProviderEvent => ({
      svixId: `msg_${run}_${i}`,
      type: `email.${kind}`,
      body: JSON.stringify({ i }),
      at: hoursAgo === null ? null : NOW - hoursAgo * HOUR,
      kind,
      tag: key(letter).replaceAll('/', '_'),
      providerId: `mail-${letter}`,
      reason,
      fault: null,
    }),

    /** All that may not depend on the order. */
    async outcome() {
      const moments = ['delayed', 'soft_bounced', 'delivered', 'opened', 'clicked', 'failed', 'bounced', 'complained']
      return {
        letters: (await deliveries()).map((row) => [
          row.status,
          row.provider_id,
          row.sent_at !== null,
          ...moments.map((name) => row[`${name}_at`]),
        ]),
        waiting: await waiting(),
        // Three soft bounces in a row rest an address for good; what came through later does not undo it.
        suppressed: (await suppressions()).map((reason) => (reason === 'soft_bounces' ? null : reason)),
        kept: await rows(sql`
          select substr(svix_id, length(${`msg_${run}_`}) + 1) as id, type, body, received_at from provider_events
          where svix_id like ${`msg\\_${run}\\_%`} escape '\\' order by id`),
        faults: await rows(sql`select code from faults`),
      }
    },

    /** What is promised and does not hold, in sentences. */
    async broken(said: readonly Said[]): Promise<string[]> {
      const all = await deliveries()
      const reasons = await suppressions()
      const waits = await waiting()
      return [0, 3].flatMap((first, who) => {
        const hers = all.slice(first, first + 3)
        const about = said.filter(({ letter }) => reader(letter) === reader(first))
        const threeInARow = hers.every((row) => row.soft_bounced_at !== null && row.delivered_at === null)
        const faults = threeInARow && reasons[who] === null ? ['three soft bounces in a row, and not suppressed'] : []
        if (reasons[who] === 'soft_bounces' && about.filter(({ kind }) => kind === 'soft_bounce').length < 3)
          faults.push('suppressed for fewer than three soft bounces')
        const gone = (['complaint', 'hard_bounce'] as const).find((kind) => about.some((one) => one.kind === kind))
        if (gone && reasons[who] !== gone) faults.push(`suppressed for ${reasons[who]}, not ${gone}`)
        if ((waits[who]?.status === 'cancelled') !== (gone !== undefined))
          faults.push(`what waits is ${waits[who]?.status}`)
        for (const [i, row] of hers.entries()) {
          const events = about.filter(({ letter }) => letter === first + i)
          const moments = events.map(({ hoursAgo }) =>
            Math.max(row.created_at as number, Math.min(NOW, NOW - (hoursAgo ?? 0) * HOUR)),
          )
          const sent = isClaimed(first + i) ? moments : [CREATED_AT + HOUR]
          if (events.length > 0 && !sent.includes(row.sent_at as number))
            faults.push(`letter ${first + i} was sent when nobody said so`)
          const told = events.map(({ reason }) => reason).filter((reason) => reason !== null)
          if (told.length > 0 ? !told.includes(row.problem as string) : row.problem !== null)
            faults.push(`letter ${first + i} names the reason ${row.problem}`)
        }
        return faults
      })
    },
  }
}

const mailer = async () => (await composeContext()(env as unknown as Bindings)).mailer
