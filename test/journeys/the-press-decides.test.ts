import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { openDatabase } from '../support/due-readers.ts'
import { at } from '../support/local-time.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const tokyo = 'Asia/Tokyo'
const nepal = 'Asia/Kathmandu' // neither the practitioner's nor anybody else's
const monday = at('2026-03-02 10:30', vienna)

type Line = {
  action: string
  at: number
  version: string | null
  wording: string | null
  page: string
  referrer: string | null
  campaign: string | null
}

const ledger = () =>
  openDatabase().all<Line>(sql`
    select action, at, wording_version as version, wording, page, referrer, campaign from consents order by id`)

const actions = async () => (await ledger()).map(({ action }) => action)

/** A subscriber's row, and the local hour at which the next lesson is due by the zone in it. */
const person = async (email = anna) => {
  const [row] = await openDatabase().all<{
    name: string
    zone: string
    assumed: number | null
    due: number | null
  }>(sql`
    select first_name as name, time_zone as zone, zone_assumed_at as assumed, next_due_at as due
    from subscribers s left join enrolments e on e.subscriber_id = s.id where lower(email) = ${email}`)
  if (!row) throw new Error(`Nobody is ${email}`)
  const hour = new Intl.DateTimeFormat('en-GB', { timeZone: row.zone, hour: '2-digit', minute: '2-digit' })
  return { name: row.name, zone: row.zone, assumed: row.assumed !== null, hour: row.due && hour.format(row.due) }
}

const confirmLink = async (app: TestApp, email = anna) => linkTo('confirm', await app.letterTo(email, 'confirm'))

/** Signs up and gives the link that came for it. */
const ask = async (app: TestApp, fields: Parameters<TestApp['signUp']>[0]) => {
  await app.clock.advance('PT10M')
  await app.signUp(fields)
  await app.quiet()
  return confirmLink(app, fields.email)
}

describe('the confirmation she pressed', () => {
  test('decides her name, her zone and what stands in the ledger, whoever signs up with her address later', async ({
    app,
  }) => {
    await app.clock.set(monday)
    const hers = await ask(app, {
      email: anna,
      firstName: 'Anna',
      timeZone: vienna,
      page: '/spring',
      referrer: 'https://blog.test/a?reader=anna#top',
      utm_source: 'card',
    })
    const asked = Date.parse(await app.clock.now())
    await ask(app, { email: anna, firstName: 'Mallory', timeZone: tokyo, utm_source: 'gold' })
    expect(await ledger()).toEqual([])
    expect(await person()).toMatchObject({ name: '', zone: vienna, assumed: false })

    expect(await (await app.post(hers)).text()).toContain('Vienna time')
    expect((await app.letterTo(anna, 'lesson')).text).toContain('Good morning, Anna.')
    expect(await person()).toEqual({ name: 'Anna', zone: vienna, assumed: false, hour: '07:00' })
    const [signedUp, confirmed, ...more] = await ledger()
    expect(more).toEqual([])
    expect(signedUp).toMatchObject({
      action: 'signed_up',
      version: '2026-11',
      wording: expect.stringContaining('Yes, please send me the seven lessons'),
      page: '/spring',
      referrer: 'https://blog.test/a',
      campaign: '{"utm_source":"card"}',
    })
    expect(Math.abs((signedUp?.at ?? 0) - asked)).toBeLessThan(60_000)
    expect(confirmed).toMatchObject({ action: 'confirmed', page: '/confirm', version: null })
    expect((confirmed?.at ?? 0) - (signedUp?.at ?? 0)).toBeGreaterThanOrEqual(600_000)

    await app.clock.advance('PT10M')
    await app.signUp({ email: anna, firstName: 'Mallory', timeZone: tokyo })
    await app.post(hers)
    expect(await actions()).toEqual(['signed_up', 'confirmed'])
    expect(await person()).toMatchObject({ name: 'Anna', zone: vienna })
  })

  test('cannot be raced by a second sign-up: her hours are computed by the zone that is written', async ({ app }) => {
    await app.clock.set(monday)
    for (let i = 0; i < 12; i++) {
      const email = `reader-${i}@reader.test`
      const link = await ask(app, { email, firstName: 'Anna', timeZone: nepal })
      await app.clock.advance('PT3M')
      const again = () => app.signUp({ email, firstName: 'Mallory', timeZone: i % 2 ? tokyo : 'PST' })
      await Promise.all(i % 3 ? [again(), app.post(link), again()] : [app.post(link), again(), again()])
      await app.letterTo(email, 'lesson')
      expect(await person(email)).toEqual({ name: 'Anna', zone: nepal, assumed: false, hour: '07:00' })
    }
    expect((await actions()).length).toBe(24)
  })

  test('is the first of two that are pressed at once, for a newcomer and for one who comes back', async ({ app }) => {
    await app.clock.set(monday)
    for (let i = 0; i < 6; i++) {
      const email = `reader-${i}@reader.test`
      const pressTwo = async () => {
        const one = await ask(app, { email, firstName: 'Anna', timeZone: nepal })
        const other = await ask(app, { email, firstName: 'Berta', timeZone: tokyo })
        await Promise.all([one, other, other, one].map((link) => app.post(link)))
        const { name, zone, hour } = await person(email)
        expect([name, zone]).toEqual(zone === nepal ? ['Anna', nepal] : ['Berta', tokyo])
        expect(hour).toBe('07:00')
      }
      await pressTwo()
      await app.oneClick(await app.letterTo(email, 'lesson'))
      await pressTwo()
    }
    const lines = await actions()
    expect(lines.filter((action) => action === 'signed_up')).toHaveLength(12)
    expect(lines.filter((action) => action === 'confirmed')).toHaveLength(12)
  })

  test('of somebody who comes back is a second record; her name stays when she gave none', async ({ app }) => {
    await app.clock.set(monday)
    await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
    await app.oneClick(await app.letterTo(anna, 'lesson'))
    await app.post(await ask(app, { email: anna, timeZone: tokyo }))
    expect(await actions()).toEqual(['signed_up', 'confirmed', 'unsubscribed', 'signed_up', 'confirmed'])
    expect(await person()).toEqual({ name: 'Anna', zone: tokyo, assumed: false, hour: '07:00' })
  })

  test('is good for thirty days, for a reader as well', async ({ app }) => {
    await app.clock.set(monday)
    const link = await ask(app, { email: anna, timeZone: vienna })
    await app.post(link)
    expect(await (await app.fetch(link)).text()).toContain('You have already begun')
    await app.clock.advance('P31D')
    for (const answer of [await app.fetch(link), await app.post(link)]) {
      expect(answer.status).toBe(410)
      const page = await answer.text()
      expect(page).toContain('This link has grown old')
      expect(page).not.toMatch(/preferences|lesson comes|Vienna time/)
    }
  })

  test('works where nothing waits, for a link that is older than the sign-ups we keep', async ({ app }) => {
    await app.clock.set(monday)
    const link = await ask(app, { email: anna, firstName: 'Anna', timeZone: tokyo })
    await openDatabase().run(sql`delete from sign_ups`)
    expect(await (await app.post(link)).text()).toContain('Lesson 1 is on its way')
    expect(await person()).toEqual({ name: '', zone: vienna, assumed: false, hour: '07:00' })
    expect(await actions()).toEqual(['confirmed'])
  })
})

describe('a zone that nobody could tell', () => {
  const couldNotTell = 'I could not tell your time zone'
  const nowhere = { email: anna, timeZone: 'Mars/Olympus' }

  test('is the practitioner’s for a newcomer, who is told so until she has set her own', async ({ app }) => {
    await app.clock.set(monday)
    const done = await (await app.post(await ask(app, nowhere))).text()
    expect(done).toContain(couldNotTell)
    expect(done).toContain('Vienna time')
    expect(await person()).toMatchObject({ zone: vienna, assumed: true, hour: '07:00' })
    const path = linkTo('preferences', await app.letterTo(anna, 'lesson'))
    expect(await (await app.fetch(path)).text()).toContain(couldNotTell)

    await app.post(`${path}/hour`, { hour: '8' })
    expect(await (await app.fetch(path)).text()).toContain(couldNotTell)
    await app.post(path, { firstName: '', hour: '8', timeZone: vienna })
    expect(await (await app.fetch(path)).text()).not.toContain(couldNotTell)
    expect(await person()).toMatchObject({ zone: vienna, assumed: false, hour: '08:00' })
  })

  test('is hers as before for somebody who comes back', async ({ app }) => {
    await app.clock.set(monday)
    await app.begin({ email: anna, timeZone: tokyo })
    await app.oneClick(await app.letterTo(anna, 'lesson'))
    expect(await (await app.post(await ask(app, nowhere))).text()).not.toContain(couldNotTell)
    expect(await person()).toEqual({ name: '', zone: tokyo, assumed: false, hour: '07:00' })
  })

  test('is not said where it was told', async ({ app }) => {
    const done = await (await app.post(await ask(app, { email: anna, timeZone: 'Asia/Calcutta' }))).text()
    expect(done).not.toContain(couldNotTell)
    expect(done).toContain('Kolkata time')
  })
})
