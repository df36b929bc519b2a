import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { broadcasts } from '../support/broadcasts.ts'
import { appWithDueReaders, lettersToReaders, readerOf } from '../support/due-readers.ts'
import { localTime } from '../support/local-time.ts'
import { rows } from '../support/rows.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const idOf = (reader: number) => sql`(select id from subscribers where email = ${readerOf(reader)})`
const change = (reader: number, columns: string) =>
  rows(sql`update subscribers set ${sql.raw(columns)} where id = ${idOf(reader)} returning id`)

describe('to whom a letter goes', () => {
  test('is counted as it is at this moment, with examples and why others are left out', async () => {
    const app = await appWithDueReaders(12)
    const now = Date.parse(await app.clock.now())
    const finished = (some: string) =>
      rows(sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = lessons + 1
        where subscriber_id in (select id from subscribers where email in (select value from json_each(${some}))) returning id`)
    await finished(JSON.stringify([2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(readerOf)))
    await change(2, `unsubscribed_at = 1`)
    await rows(
      sql`insert into suppressions (email, reason, suppressed_at) values (${readerOf(3)}, 'complaint', 1) returning 1`,
    )
    await change(4, `paused_until = ${now + DAY}`)
    await rows(
      sql`insert into subscriber_tags (subscriber_id, tag, tagged_at) values (${idOf(5)}, 'workshop', 1), (${idOf(6)}, 'guest', 1) returning 1`,
    )
    await rows(
      sql`insert into bookings (subscriber_id, booked_at, source) values (${idOf(6)}, 1, 'reader') returning 1`,
    )
    await rows(
      sql`insert into consents (subscriber_id, action, at, page, campaign) values (${idOf(7)}, 'signed_up', 1, '/', '{"utm_source":"instagram","utm_campaign":"spring"}') returning 1`,
    )
    for (const old of [8, 9]) await change(old, `confirmed_at = ${now - 200 * DAY}`)
    await rows(
      sql`insert into booking_clicks (subscriber_id, clicked_at) values (${idOf(9)}, ${now - DAY}) returning 1`,
    )

    const whole = await broadcasts.count({})
    expect(whole).toMatchObject({ readers: 7, unsubscribed: 1, unreachable: 1, paused: 1, course: 2, notPicked: 0 })
    expect(whole.some.map(({ email }) => email)).toEqual([5, 6, 7, 8, 9, 10, 11].map(readerOf))
    expect(whole.zones).toEqual([{ timeZone: 'Europe/Vienna', readers: 7 }])
    const emails = async (audience: Parameters<typeof broadcasts.count>[0]) =>
      (await broadcasts.count(audience)).some.map(({ email }) => Number(/\d+/.exec(email)?.[0]))
    expect(await emails({ course: 'any' })).toEqual([0, 1, 5, 6, 7, 8, 9, 10, 11])
    expect(await emails({ course: 'in_course' })).toEqual([0, 1])
    expect(await emails({ course: 'finished' })).toEqual([5, 6, 7, 8, 9, 10, 11])
    expect(await emails({ booked: 'yes' })).toEqual([6])
    expect(await emails({ booked: 'no' })).toEqual([5, 7, 8, 9, 10, 11])
    expect(await emails({ tags: ['workshop', 'guest', 'nobody'] })).toEqual([5, 6])
    expect(await emails({ sources: ['spring'] })).toEqual([7])
    expect(await emails({ sources: ['instagram', 'other'] })).toEqual([7])
    expect(await emails({ joinedBefore: now - 100 * DAY })).toEqual([8, 9])
    expect(await emails({ joinedFrom: now - 100 * DAY })).toEqual([5, 6, 7, 10, 11])
    expect(await emails({ active: true })).toEqual([5, 6, 7, 9, 10, 11])
    expect(await broadcasts.count({ tags: ['workshop'] })).toMatchObject({ readers: 1, notPicked: 6 })
    expect(await emails({ tags: ["'; drop table subscribers; --"] })).toEqual([])
  })

  test('is asked again when it leaves, and everyone outside gets nothing', async () => {
    const app = await appWithDueReaders(4)
    await app.tick()
    const id = await broadcasts.draft()
    await broadcasts.choose(id, { tags: ['workshop'], course: 'any' })
    await broadcasts.schedule(id, HOUR, 'as chosen')
    await rows(
      sql`insert into subscriber_tags (subscriber_id, tag, tagged_at) values (${idOf(1)}, 'workshop', 1), (${idOf(2)}, 'workshop', 1) returning 1`,
    )
    await change(2, 'unsubscribed_at = 1')
    await app.clock.advance('PT61M')
    await app.tick()
    expect(await reached(app, id)).toEqual([readerOf(1)])
    expect(await broadcasts.numbers(id)).toMatchObject({ planned: 1, sent: 1, waiting: 0, dropped: 0 })
  })

  test('is those who are not in the middle of the course, where nothing else was chosen', async () => {
    const app = await appWithDueReaders(2)
    await app.tick()
    await rows(
      sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = 8 where subscriber_id = ${idOf(1)} returning 1`,
    )
    const id = await broadcasts.draft()
    await broadcasts.schedule(id, 0, 'as chosen')
    await app.tick()
    expect(await reached(app, id)).toEqual([readerOf(1)])
  })

  test('is nobody while it cannot be read, and the others are written to', async () => {
    const app = await appWithDueReaders(1)
    await app.tick()
    const [broken, good] = [await broadcasts.draft(), await broadcasts.draft()]
    await broadcasts.schedule(broken)
    await broadcasts.schedule(good)
    await rows(sql`update broadcasts set audience = '{"course":"everywhere"}' where id = ${broken} returning 1`)
    await app.tick()
    expect(await reached(app, broken)).toEqual([])
    expect(await reached(app, good)).toEqual([readerOf(0)])
    expect(await rows(sql`select code, problem from faults where subject = ${String(broken)}`)).toEqual([
      { code: 'broadcast', problem: 'unreadable audience' },
    ])
  })
})

describe('when it leaves', () => {
  test('can be taken back until the first letter is written, and then it is a draft again', async () => {
    const app = await appWithDueReaders(2)
    await app.tick()
    const id = await broadcasts.draft()
    await broadcasts.schedule(id, 60_000)
    expect(await broadcasts.undo(id)).toBe(true)
    expect(await broadcasts.undo(id)).toBe(false)
    await app.clock.advance('PT5M')
    await app.tick()
    expect(await reached(app, id)).toEqual([])
    await broadcasts.change(id, { subject: 'Written anew' })
    await broadcasts.schedule(id)
    await app.tick()
    expect(await broadcasts.undo(id)).toBe(false)
    expect(await reached(app, id)).toEqual([readerOf(0), readerOf(1)])
    expect((await lettersOf(app, id))[0]?.subject).toBe('Written anew')
  })

  test('is the same hour for each reader, in her own zone, also after a pause; and there is nothing twice', async () => {
    const app = await appWithDueReaders(4)
    const zones = ['Pacific/Auckland', 'Asia/Kolkata', 'Europe/Vienna', 'America/New_York']
    for (const [i, zone] of zones.entries()) await change(i, `time_zone = '${zone}'`)
    await rows(sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = 8 returning 1`)
    const id = await broadcasts.draft()
    // In Auckland nine o'clock of the third has passed, so it is the fourth there.
    const when = await broadcasts.scheduleLocal(id, '2026-03-03T09:00', zones)
    expect(when.late).toEqual(expect.arrayContaining(['Pacific/Auckland', 'Asia/Kolkata']))
    expect(when.late).not.toContain('Europe/Vienna')
    const times = Array.from({ length: 52 }, (_, i) => when.at - 2 * HOUR + i * 1_800_000)
    for (const time of times) {
      if (time < Date.parse(await app.clock.now())) continue
      await app.clock.set(new Date(time).toISOString())
      await app.tick()
      if (localTime(time, 'Europe/Vienna') === '2026-03-03 11:00') {
        await broadcasts.pause(id)
        await app.clock.advance('PT10M')
        await broadcasts.resume(id)
      }
    }
    const came = (await lettersOf(app, id)).map(({ to, acceptedAt }) => {
      const zone = zones[Number(/\d+/.exec(to[0] ?? '')?.[0])] ?? ''
      return `${zone} ${localTime(acceptedAt, zone)}`
    })
    expect(came.sort()).toEqual([
      'America/New_York 2026-03-03 09:00',
      'Asia/Kolkata 2026-03-04 09:00',
      'Europe/Vienna 2026-03-03 09:00',
      'Pacific/Auckland 2026-03-04 09:00',
    ])
  })

  test('is after the pause also for letters that were with the provider as she pressed, and came back', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    await rows(sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = 8 returning 1`)
    const cameBack = [
      { fault: '429', away: ['PT2M', 'PT2H'], end: 'resume' }, // certainly not accepted
      { fault: '429', away: ['PT2M'], end: 'stop' },
      { fault: '503', away: ['PT2M', 'PT2H'], end: 'resume' }, // perhaps accepted, so it is repeated as it was
      { fault: '503', away: ['PT2M', ...Array(11).fill('PT2H30M'), 'PT1H'], end: 'resume' }, // the provider is asked
      { fault: 'daily-quota', away: ['PT24H', 'PT1H'], end: 'resume' },
    ] as const
    for (const { fault, away, end } of cameBack) {
      const id = await broadcasts.draft()
      await broadcasts.schedule(id)
      await app.emulator.injectFaults({ do: fault, next: 1, match: { to: readerOf(0) } })
      await app.tick()
      // As if she pressed while the request was on its way: nothing was there yet to be given another time.
      if (fault === 'daily-quota') await rows(sql`update broadcasts set status = 'paused' where id = ${id} returning 1`)
      else await broadcasts.pause(id)
      for (const pause of away) {
        await app.clock.advance(pause)
        await app.tick()
      }
      expect(await reached(app, id), fault).toEqual([])
      expect(await broadcasts.numbers(id), fault).toMatchObject({ planned: 3, sent: 0, waiting: 3, dropped: 0 })
      await broadcasts[end](id)
      for (const pause of ['PT0S', 'PT3M', 'PT3M']) {
        await app.clock.advance(pause)
        await app.tick()
      }
      expect(await reached(app, id), fault).toEqual(end === 'stop' ? [] : [readerOf(0), readerOf(1), readerOf(2)])
    }
  })

  test('is over when it is stopped, also for letters that the provider turned away meanwhile', async () => {
    const app = await appWithDueReaders(2)
    await app.tick()
    const id = await broadcasts.draft()
    await broadcasts.schedule(id)
    await app.emulator.injectFaults({ do: 'daily-quota', match: { to: readerOf(0) } })
    await app.tick()
    await rows(sql`update broadcasts set status = 'stopped' where id = ${id} returning 1`)
    await app.clock.advance('PT24H')
    await app.tick()
    expect(await reached(app, id)).toEqual([])
    expect(await broadcasts.numbers(id)).toMatchObject({ planned: 2, sent: 0, waiting: 0, dropped: 2 })
  })
})

describe('two subjects', () => {
  const subjects = async (app: TestApp, id: number) => (await lettersOf(app, id)).map(({ subject }) => subject)

  test('are tried on a part, and the one that more people clicked goes to all others', async () => {
    const app = await appWithDueReaders(100)
    await app.tick()
    const id = await broadcasts.draft({ subject: 'The first' })
    await broadcasts.test(id, { subject: 'The second', share: 50, decideAfterMs: 4 * HOUR })
    await broadcasts.schedule(id)
    await app.tick()
    const tried = await lettersOf(app, id)
    expect(tried.length).toBeGreaterThan(40)
    expect(tried.length).toBeLessThan(60)
    await app.clock.advance('PT3H')
    await app.tick()
    expect(await lettersOf(app, id)).toHaveLength(tried.length)
    const clickers = tried.filter(({ subject }, i) => subject === 'The second' && i % 4 < 3)
    for (const letter of clickers) await press(letter)
    await app.clock.advance('PT61M')
    await app.tick()
    const all = await subjects(app, id)
    expect(all).toHaveLength(100)
    expect(new Set(all.slice(tried.length))).toEqual(new Set(['The second']))
    expect(new Set((await lettersOf(app, id)).flatMap(({ to }) => to)).size).toBe(100)
    const [decided] = await rows<{ winner: string; trial: string }>(sql`select winner, trial from subject_tests`)
    expect(decided?.winner).toBe('b')
    expect(JSON.parse(decided?.trial ?? '')).toMatchObject({ b: { clicked: clickers.length } })
    await app.clock.advance('PT1M')
    await app.tick()
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'sent' }])
  })

  test('without a difference that could not be chance: the first goes', async () => {
    const app = await appWithDueReaders(20)
    await app.tick()
    const id = await broadcasts.draft({ subject: 'The first' })
    await broadcasts.test(id, { subject: 'The second', share: 50, decideAfterMs: HOUR })
    await broadcasts.schedule(id)
    await app.tick()
    const tried = await subjects(app, id)
    await broadcasts.pause(id)
    await app.clock.advance('PT2H')
    await app.tick()
    expect(await subjects(app, id)).toEqual(tried)
    await broadcasts.resume(id)
    await app.tick()
    const all = await subjects(app, id)
    expect(all).toHaveLength(20)
    expect(new Set(all.slice(tried.length))).toEqual(new Set(['The first']))
  })

  async function press({ to }: { to: string[] }) {
    await rows(sql`
      insert into link_clicks (broadcast_id, subscriber_id, key, part, human_at, seen_at, times)
      select d.source_id, s.id, 'book', d.part, d.sent_at + 60000, d.sent_at + 60000, 1
      from subscribers s join deliveries d on d.subscriber_id = s.id and d.kind = 'broadcast' where s.email = ${to[0]} returning 1`)
  }
})

describe('a letter that was sent', () => {
  test('goes again to those who did not click, once, after two days', async () => {
    const app = await appWithDueReaders(4)
    await app.tick()
    await rows(sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = 8 returning 1`)
    const id = await broadcasts.draft()
    await change(3, `paused_until = ${Date.parse(await app.clock.now()) + HOUR}`)
    await broadcasts.schedule(id)
    await app.tick()
    await app.clock.advance('PT1M')
    await app.tick()
    await rows(
      sql`insert into link_clicks (broadcast_id, subscriber_id, key, part, human_at, machine_at, seen_at, times)
        values (${id}, ${idOf(1)}, 'book', 0, 1, null, 1, 1), (${id}, ${idOf(2)}, 'book', 0, null, 1, 1, 1) returning 1`,
    )
    await expect(broadcasts.again(id, 'Once more')).rejects.toThrow('two days after')
    await app.clock.advance('PT49H')
    const again = await broadcasts.again(id, 'Once more')
    expect(await broadcasts.again(id, 'And again')).toBe(again)
    await broadcasts.choose(again, { course: 'any' }) // what is asked of the first letter stays
    await broadcasts.schedule(again, 0, 'as chosen')
    await app.tick()
    expect(await reached(app, again)).toEqual([readerOf(0), readerOf(2)])
  })

  test('is held when it could not leave for two days: she sends it, or writes it anew for those who have none', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    await rows(sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = 8 returning 1`)
    const hold = async () => {
      const id = await broadcasts.draft()
      await broadcasts.schedule(id)
      await app.emulator.injectFaults({ do: 'unverified-domain', next: 1000 })
      for (let hours = 0; hours < 50; hours += 2) {
        await app.tick()
        await app.clock.advance('PT2H')
      }
      await app.emulator.clearFaults()
      await app.tick()
      expect(await reached(app, id)).toEqual([])
      return id
    }
    const sent = await hold()
    await broadcasts.release(sent)
    await app.tick()
    expect(await reached(app, sent)).toHaveLength(3)
    await expect(broadcasts.release(sent)).rejects.toThrow('waits for a decision')
    const held = await hold()
    await rows(
      sql`update deliveries set status = 'sent', sent_at = 1 where source_id = ${held} and subscriber_id = ${idOf(0)} returning 1`,
    )
    const anew = await broadcasts.rewrite(held)
    await expect(broadcasts.rewrite(held)).rejects.toThrow('waits for a decision')
    await broadcasts.schedule(anew, 0, 'as chosen')
    await app.tick()
    expect(await reached(app, anew)).toEqual([readerOf(1), readerOf(2)])
    await app.clock.advance('PT1H')
    await app.tick()
    expect(await reached(app, held)).toEqual([])
  })
})

test('what became of a letter is counted as it happens, and equals what the rows say', async () => {
  const app = await appWithDueReaders(5)
  await app.tick()
  const id = await broadcasts.draft()
  await app.emulator.change({ refuse: [readerOf(4)] })
  await broadcasts.schedule(id)
  await app.tick()
  const letters = await lettersOf(app, id)
  const tell = async (kind: 'delivered' | 'bounced' | 'complained', which: number) => {
    const letter = letters[which]
    if (letter) await app.sendEvent(kind, letter)
  }
  for (const which of [0, 1, 2]) await tell('delivered', which)
  await tell('delivered', 0)
  await tell('bounced', 3)
  await tell('complained', 0)
  await app.quiet()
  expect(await broadcasts.numbers(id)).toEqual({
    planned: 5,
    sent: 4,
    delivered: 3,
    bounced: 1,
    complained: 1,
    waiting: 0,
    dropped: 1,
  })
})

const lettersOf = async (app: TestApp, id: number) =>
  (await lettersToReaders(app)).filter(({ tags }) => tags.delivery?.startsWith(`broadcast_${id}_`))

const reached = async (app: TestApp, id: number) => (await lettersOf(app, id)).flatMap(({ to }) => to).sort()
