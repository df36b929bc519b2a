import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { broadcasts } from '../support/broadcasts.ts'
import {
  appWithDueReaders,
  expectEveryoneOnce,
  lettersToReaders,
  openDatabase,
  readerOf,
  sendRequests,
} from '../support/due-readers.ts'
import { until } from '../support/test-app/until.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const MAREN = 'maren@holt-practice.example'
const DESK = 'desk@holt-practice.example'

describe('the operators hear of trouble by mail', () => {
  test('of late letters: once a day, in plain words, and of no reader by name', async () => {
    const app = await appWithDueReaders(3)
    app.settings({ ADMIN_EMAILS: `${MAREN}, ${DESK}` })
    await app.emulator.injectFaults({ do: '503', next: 1000, match: { to: readerOf(0) } })
    await app.tick()
    await liveOn(app, ['PT1M', 'PT13M'])
    expect(await alertsTo(app, MAREN)).toEqual([])
    await liveOn(app, ['PT2M'])
    expect(await alertsTo(app, MAREN)).toHaveLength(1)
    await liveOn(app, ['PT15M', 'PT1H', 'PT2H', 'PT2H'])
    for (const operator of [MAREN, DESK]) {
      const [alert, ...others] = await alertsTo(app, operator)
      expect(others).toEqual([])
      expect(alert).toMatchObject({ subject: 'Your letters need a look: 3 letters are late', to: [operator] })
      expect(alert?.headers).toEqual({ 'Auto-Submitted': 'auto-generated' })
      expect(alert?.text).toContain('3 letters should have left more than a quarter of an hour ago and did not.')
      expect(`${alert?.html}${alert?.text}`).not.toMatch(/crowd\.test|unsubscribe|%%/i)
    }
    await app.clock.set('2026-03-04T00:10:00Z')
    await liveOn(app, ['PT1M', 'PT16M'])
    for (const operator of [MAREN, DESK]) expect(await alertsTo(app, operator)).toHaveLength(2)
    await app.emulator.clearFaults()
    await liveOn(app, ['PT2H'])
    await expectEveryoneOnce(app, 3)
    await app.clock.set('2026-03-05T00:10:00Z')
    await liveOn(app, ['PT1M', 'PT16M'])
    expect(await titlesTo(app, MAREN)).toEqual(['3 letters are late', '3 letters are late'])
  })

  test('of a quota that is used up: as soon as mail may leave again', async () => {
    const app = await appWithDueReaders(3)
    await app.emulator.injectFaults({ do: 'daily-quota', match: { to: readerOf(0) } })
    await app.tick()
    await liveOn(app, ['PT16M', 'PT16M', 'PT2H', 'PT2H'])
    await app.clock.set('2026-03-03T23:55:00Z')
    await app.tick()
    expect(await sendRequests(app)).toHaveLength(1)
    await liveOn(app, ['PT6M', 'PT16M', 'PT16M'])
    expect(await titlesTo(app, MAREN)).toEqual(['3 letters are late', 'the sending has stopped for now'])
    await expectEveryoneOnce(app, 3)
  })

  // The first reader's confirmation and lesson of the day before make two more.
  test.each([
    ['20 letters, and not a word: ', 18, false, ['no news of your letters']],
    ['19 letters, and not a word: nothing yet', 17, false, []],
    ['20 letters, and one word: all is well', 18, true, []],
  ])('of silence: %s', async (_, readers, oneWord, titles) => {
    const app = await appWithDueReaders(readers)
    await app.tick()
    await liveOn(app, ['PT16M'])
    if (oneWord) await app.sendEvent('delivered', await app.letterTo(readerOf(0)))
    await liveOn(app, ['PT1H45M', 'PT16M', 'PT2H'])
    expect(await titlesTo(app, MAREN)).toEqual(titles)
  })

  test.each([
    ['bounces: more than four in a hundred', 'bounced', 50, 2, 'many letters come back'],
    ['complaints: more than one in a thousand', 'complained', 100, 0, 'readers call your letters spam'],
  ] as const)('of %s', async (_, kind, readers, bearable, title) => {
    const app = await appWithDueReaders(readers)
    await app.tick()
    const tell = async (reader: number) => app.sendEvent(kind, await app.letterTo(readerOf(reader)))
    for (let reader = 0; reader < bearable; reader++) await tell(reader)
    await liveOn(app, ['PT16M'])
    expect(await titlesTo(app, MAREN)).toEqual([])
    await tell(bearable)
    await liveOn(app, ['PT16M', 'PT16M', 'PT2H'])
    expect(await titlesTo(app, MAREN)).toEqual([title])
    await app.clock.set('2026-03-04T00:10:00Z')
    await liveOn(app, ['PT1M', 'PT16M'])
    expect(await titlesTo(app, MAREN)).toEqual([title, title])
  })

  test('of nothing, when all is well', async () => {
    const app = await appWithDueReaders(3)
    await app.tick()
    await liveOn(app, ['PT16M', 'PT2H', 'PT2H', 'PT2H'])
    expect(await alertsTo(app, MAREN)).toEqual([])
  })
})

describe('a letter to everyone', () => {
  test('may be written anew until it is on its way, and leaves in its last words', async () => {
    const app = await afterLessons(1)
    const id = await broadcasts.draft()
    await broadcasts.change(id, { subject: 'A quiet Monday' })
    await expect(broadcasts.change(id, { subject: 'Hello %%lastName%%' })).rejects.toMatchObject({ code: 'bad_input' })
    await broadcasts.schedule(id)
    await expect(broadcasts.change(id, { subject: 'Too late' })).rejects.toMatchObject({ code: 'not_found' })
    await app.tick()
    expect((await broadcastLetters(app)).map(({ subject }) => subject)).toEqual(['A quiet Monday'])
  })

  test('comes to every reader once, at its hour, and not to her who left', async () => {
    const app = await afterLessons(250)
    const id = await broadcasts.draft()
    await broadcasts.schedule(id, 3_600_000)
    await app.oneClick(app.firstLesson)
    expect(await app.tick()).toMatchObject({ planned: 0 })
    await app.clock.advance('PT1H')
    expect(await app.tick()).toEqual({ planned: 249, sent: 249, retried: 0, failed: 0 })
    await liveOn(app, ['PT1M', 'PT1H', 'PT2H'])

    const letters = await broadcastLetters(app)
    expect(letters.map(({ to }) => to[0]).sort()).toEqual(crowd(250).slice(1).sort())
    const [one] = letters
    if (!one) throw new Error('nobody had the letter')
    expect(one).toMatchObject({ subject: 'A quiet Sunday, Anna', tags: { kind: 'broadcast' } })
    expect(one.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    expect(one.text).toContain('Good morning, Anna. One place is free in the workshop.')
    expect(`${one.subject}${one.html}${one.text}`).not.toContain('%%')
    expect((await app.fetch(linkTo('preferences', one))).status).toBe(200)
    expect(await statusOf(id)).toBe('sent')
  })

  test('rests when she pauses it, and goes on to the others when she resumes', async () => {
    const { app, id } = await halfway()
    await broadcasts.pause(id)
    await app.clock.set('2026-03-04T00:00:30Z')
    expect(await app.tick()).toMatchObject({ planned: 0 })
    expect(await broadcastLetters(app)).toHaveLength(100)
    await broadcasts.resume(id)
    expect(await app.tick()).toEqual({ planned: 100, sent: 100, retried: 0, failed: 0 })
    await liveOn(app, ['PT1M', 'PT1H'])
    expect((await broadcastLetters(app)).map(({ to }) => to[0]).sort()).toEqual(crowd(200).sort())
    expect(await statusOf(id)).toBe('sent')
  })

  test('ends where she stops it, and cannot be taken up again', async () => {
    const { app, id } = await halfway()
    await broadcasts.stop(id)
    await expect(broadcasts.resume(id)).rejects.toMatchObject({ code: 'not_found' })
    await app.clock.set('2026-03-04T00:00:30Z')
    await liveOn(app, ['PT1M', 'PT1H'])
    expect(await broadcastLetters(app)).toHaveLength(100)
    expect(await statusOf(id)).toBe('stopped')
  })

  // A hundred had it when the quota of the day was used up.
  async function halfway() {
    const app = await afterLessons(200)
    await app.emulator.change({ dailyQuota: 350 })
    const id = await broadcasts.draft()
    await broadcasts.schedule(id)
    expect(await app.tick()).toMatchObject({ planned: 200, sent: 100 })
    return { app, id }
  }
})

async function afterLessons(readers: number) {
  const app = await appWithDueReaders(readers)
  expect(await app.tick()).toMatchObject({ sent: readers })
  return app
}

async function liveOn(app: TestApp, pauses: readonly string[]) {
  for (const pause of pauses) {
    await app.clock.advance(pause)
    await app.tick()
  }
}

const crowd = (readers: number) => Array.from({ length: readers }, (_, i) => readerOf(i))

const broadcastLetters = async (app: TestApp) =>
  (await lettersToReaders(app)).filter(({ tags }) => tags.kind === 'broadcast')

// A tick does not wait for what it writes to the operators, so this does.
async function alertsTo(app: TestApp, operator: string) {
  await until('An alert is still on its way.', async () => {
    const [{ under } = { under: 1 }] = await openDatabase().all<{ under: number }>(
      sql`select count(*) as under from deliveries where kind = 'digest' and status in ('queued', 'claimed')`,
    )
    return under === 0
  })
  return (await app.lettersTo(operator)).filter(({ tags }) => tags.kind === 'digest')
}

const titlesTo = async (app: TestApp, operator: string) =>
  (await alertsTo(app, operator)).map(({ subject }) => subject.replace('Your letters need a look: ', '')).sort()

async function statusOf(broadcast: number) {
  const [row] = await openDatabase().all<{ status: string }>(sql`select status from broadcasts where id = ${broadcast}`)
  return row?.status
}
