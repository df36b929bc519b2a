import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { hashAddress, hashAsText, readAddressKey } from '../../src/subscribers/address-hash.ts'
import { undoOptOut } from '../../src/subscribers/opt-out.ts'
import { openDatabase } from '../support/due-readers.ts'
import { interceptFetch, statementsIn } from '../support/intercept-fetch.ts'
import { at } from '../support/local-time.ts'
import { expect, linkTo, startTestApp, type TestApp, test } from '../support/test-app.ts'

const vienna = 'Europe/Vienna'
const monday = at('2026-03-02 10:30', vienna)
const victim = 'victim@gmail.com'

type Fields = Record<string, string>

/** Signs up from somewhere on the network, as the edge tells it. */
const from = (app: TestApp, network: string, fields: Fields, headers: Fields = {}) =>
  app.fetch('/subscribe', {
    method: 'POST',
    headers: { origin: 'http://localhost', 'cf-connecting-ip': network, ...headers },
    body: new URLSearchParams({ consent: 'yes', website: '', ...fields }),
  })

/** An address of IPv4 that no other call of a test has. */
const networks = () => {
  let count = 0
  return () => `198.51.${Math.floor(++count / 250)}.${count % 250}`
}

const confirmations = async (app: TestApp) => {
  await app.quiet()
  return (await app.emulator.letters()).filter(({ tags }) => tags.kind === 'confirm')
}

const rows = async (table: string) => {
  const [row] = await openDatabase().all<{ count: number }>(sql`select count(*) as count from ${sql.raw(table)}`)
  return row?.count
}

describe('a mailbox that somebody else keeps typing', () => {
  test('gets three letters in a week in all its spellings, and every attempt the same answer', async ({ app }) => {
    await app.clock.set(monday)
    const spellings = [
      ...Array.from({ length: 12 }, (_, i) => `victim+${i}@gmail.com`),
      'v.ictim@gmail.com',
      'vic.t.im@googlemail.com',
      'VICTIM@gmail.com',
      'v.i.c.t.i.m+again@GMAIL.com',
    ]
    const answers = new Set<string>()
    for (const email of spellings) {
      await app.clock.advance('PT3M')
      const answer = await app.signUp({ email })
      answers.add(`${answer.status} ${answer.headers.get('location')} ${await answer.text()}`)
    }
    expect(answers.size).toBe(1)
    expect(await confirmations(app)).toHaveLength(3)
    await app.signUp({ email: 'neighbour@gmail.com' })
    expect(await confirmations(app)).toHaveLength(4)
    await app.clock.advance('P7D')
    await app.signUp({ email: 'victim+new@gmail.com' })
    expect(await confirmations(app)).toHaveLength(5)
  })

  test('gets no more of them when all are typed at once', async ({ app }) => {
    const spellings = Array.from({ length: 16 }, (_, i) => `victim+${i}@gmail.com`)
    const answers = await Promise.all(spellings.map((email) => app.signUp({ email })))
    expect(answers.map(({ status }) => status)).toEqual(spellings.map(() => 303))
    expect(await confirmations(app)).toHaveLength(3)
  })

  test('gets three more after its owner has confirmed, and once she has left no more than three a week', async ({
    app,
  }) => {
    await app.clock.set(monday)
    const ask = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await app.clock.advance('PT3M')
        await app.signUp({ email: victim, timeZone: vienna })
      }
      return (await confirmations(app)).map(({ subject }) => subject)
    }
    const please = 'Please confirm your seven mornings'
    const already = 'Nothing to confirm: you are a reader already'
    expect(await ask(2)).toEqual([please, please])
    await app.confirm(victim)
    expect((await ask(5)).slice(2)).toEqual([already, already, already])
    await app.clock.advance('P7D')
    await app.oneClick(await app.letterTo(victim, 'lesson'))
    expect((await ask(6)).slice(5)).toEqual([please, please, please])
    await app.confirm(victim)
    await app.oneClick(await app.letterTo(victim, 'lesson'))
    expect((await ask(6)).slice(8)).toEqual([please, please, please])
  })
})

describe('a neighbour whose address differs by a dot', () => {
  // Where dots tell people apart, somebody may own `ann.a@…` and wonder about `anna@…`.
  test.for(['new', 'a reader', 'gone', 'bounced', 'never to be written to'] as const)(
    'learns nothing from the letters it gets itself: %s',
    async (is, { app }) => {
      await app.clock.set(monday)
      if (is !== 'new') await app.signUp({ email: 'anna@reader.test' })
      if (is === 'never to be written to')
        await app.post(linkTo('never', await app.letterTo('anna@reader.test', 'confirm')))
      else if (is !== 'new') await app.confirm('anna@reader.test')
      if (is === 'gone') await app.oneClick(await app.letterTo('anna@reader.test', 'lesson'))
      if (is === 'bounced') await app.sendEvent('bounced', await app.letterTo('anna@reader.test', 'lesson'))
      await app.clock.advance('P8D')
      for (let i = 0; i < 3; i++) {
        await app.signUp({ email: 'anna@reader.test' })
        await app.clock.advance('PT3M')
      }
      await app.signUp({ email: 'ann.a@reader.test' })
      await app.quiet()
      expect(await app.lettersTo('ann.a@reader.test')).toEqual([])
    },
  )
})

describe('a limit', () => {
  test('stands over all sign-ups of an hour: nothing is written, the form comes back as it was', async ({ app }) => {
    app.settings({ SIGNUPS_PER_HOUR: '4', SIGNUPS_PER_DOMAIN_HOUR: '0' })
    await app.clock.set(monday)
    const network = networks()
    await app.begin({ email: 'known@reader.test' }) // this machine itself is not counted
    for (const email of ['a@one.test', 'known@reader.test', 'a@one.test', 'b@two.test']) {
      expect((await from(app, network(), { email })).status).toBe(303)
    }
    const before = [await rows('sign_ups'), await rows('subscribers'), (await confirmations(app)).length]
    for (const email of ['c@three.test', 'known@reader.test', 'a@one.test']) {
      const answer = await from(app, network(), { email, firstName: 'Cleo', timeZone: 'Asia/Tokyo' })
      expect(answer.status).toBe(429)
      expect(answer.headers.get('retry-after')).toBe('900')
      const page = await answer.text()
      expect(page).toContain('Please try again in a quarter of an hour.')
      for (const kept of [email, 'Cleo', 'Asia/Tokyo']) expect(page).toContain(`value="${kept}"`)
      expect(page).not.toContain('checked')
    }
    const json = await app.fetch('/subscribe', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'cf-connecting-ip': network() },
      body: JSON.stringify({ email: 'd@four.test', consent: true }),
    })
    expect(json.status).toBe(429)
    expect(json.headers.get('content-type')).toContain('application/problem+json')
    expect(await json.json()).toMatchObject({ code: 'too_many_requests', status: 429 })
    expect([await rows('sign_ups'), await rows('subscribers'), (await confirmations(app)).length]).toEqual(before)
    expect((await app.signUp({ email: 'e@five.test' })).status).toBe(303)
    await app.clock.advance('PT61M')
    expect((await from(app, network(), { email: 'c@three.test' })).status).toBe(303)
  })

  test('stands over each domain, and the others go on', async ({ app }) => {
    app.settings({ SIGNUPS_PER_HOUR: '0', SIGNUPS_PER_DOMAIN_HOUR: '3' })
    const network = networks()
    const statuses: number[] = []
    for (const email of ['a@gmail.com', 'b@googlemail.com', 'a@GMAIL.com', 'c@gmail.com', 'c@reader.test']) {
      statuses.push((await from(app, network(), { email })).status)
    }
    expect(statuses).toEqual([303, 303, 303, 429, 303])
  })

  test('lets no more through when all come at once', async ({ app }) => {
    app.settings({ SIGNUPS_PER_HOUR: '5', SIGNUPS_PER_DOMAIN_HOUR: '0' })
    const network = networks()
    const emails = Array.from({ length: 16 }, (_, i) => `reader-${i}@reader.test`)
    const answers = await Promise.all(emails.map((email) => from(app, network(), { email })))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(11)
    expect(await confirmations(app)).toHaveLength(5)
  })

  test('lets one network sign up no more than twenty times an hour, and others go on', async ({ app }) => {
    const network = networks()
    const [one, other] = [network(), network()]
    for (let i = 0; i < 20; i++) await from(app, i === 0 ? one : network(), { email: `r${i}@d${i}.test` })
    // As if all had come from that one: the limit of a minute would not let them in a test.
    const itsHash = sql`(select network_hash from sign_ups order by created_at limit 1)`
    await openDatabase().run(sql`update sign_ups set network_hash = ${itsHash}`)
    const limited = await from(app, one, { email: 'anna@reader.test', firstName: 'Anna' })
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '900'])
    expect(await limited.text()).toContain('value="anna@reader.test"')
    expect((await from(app, other, { email: 'bea@reader.test' })).status).toBe(303)
    await app.clock.advance('PT1H1M')
    expect((await from(app, one, { email: 'anna@reader.test' })).status).toBe(303)
  })

  test('is off where the setting is 0, and is told when it is no number', async ({ app }) => {
    app.settings({ SIGNUPS_PER_HOUR: '0', SIGNUPS_PER_DOMAIN_HOUR: '0' })
    const network = networks()
    for (let i = 0; i < 70; i++) expect((await from(app, network(), { email: `r${i}@reader.test` })).status).toBe(303)
    expect(await confirmations(app)).toHaveLength(70)
    app.settings({ SIGNUPS_PER_HOUR: 'many' })
    expect((await app.fetch('/')).status).toBe(500)
  })

  test('counts a household of IPv6 once however it is spelt, and a /48 as well', async ({ app }) => {
    app.settings({ SIGNUPS_PER_HOUR: '0', SIGNUPS_PER_DOMAIN_HOUR: '0' })
    let count = 0
    const takenOf = async (addresses: string[]) => {
      let taken = 0
      for (const address of addresses) {
        const { status } = await from(app, address, { email: `reader-${count++}@reader.test` })
        if (status === 303) taken++
      }
      return taken
    }
    // The runtime counts by the minute of the real clock: what a new minute divided is tried anew, in another network.
    const takenInOneMinute = async (addressesIn: (network: string) => string[]) => {
      for (let network = 7; ; network++) {
        const minute = minuteNow()
        const taken = await takenOf(addressesIn(String(network)))
        if (minute === minuteNow()) return taken
      }
    }
    const household = (n: string) => [
      `2001:db8:${n}:1::1`,
      `2001:DB8:${n}:1:0:0:0:2`,
      `2001:0db8:000${n}:0001::3`,
      `2001:db8:${n}:1::4%eth0`,
    ]
    expect(await takenInOneMinute((n) => Array.from({ length: 4 }, () => household(n)).flat())).toBe(10)
    const site = (n: string) => Array.from({ length: 25 }, (_, i) => `2001:db8:1${n}:${(i + 1).toString(16)}::1`)
    expect(await takenInOneMinute(site)).toBe(10)
    const mapped = (n: string) => [`::ffff:203.0.113.${n}`, ...Array<string>(14).fill(`203.0.113.${n}`)]
    expect(await takenInOneMinute(mapped)).toBe(10)
  })

  test('and the rest of it make the same statements, whoever is typed', async ({ app }) => {
    await app.clock.set(monday)
    const hers = { known: 'known@reader.test', gone: 'gone@reader.test', never: 'never@reader.test' }
    await app.begin({ email: hers.known })
    await app.begin({ email: hers.gone })
    await app.oneClick(await app.letterTo(hers.gone, 'lesson'))
    await app.signUp({ email: hers.never })
    await app.post(linkTo('never', await app.letterTo(hers.never, 'confirm')))
    await app.begin({ email: 'bounced@reader.test' })
    await app.sendEvent('bounced', await app.letterTo('bounced@reader.test', 'lesson'))
    await app.quiet()
    const batches: string[][] = []
    interceptFetch(async (request, go) => {
      const statements = ((await statementsIn(request)) ?? []).map((statement) => statement.sql)
      if (statements.some((statement) => statement.includes('insert into sign_ups'))) batches.push(statements)
      return go()
    })
    for (const email of [...Object.values(hers), 'bounced@reader.test', 'new@reader.test']) {
      await app.clock.advance('PT3M')
      await app.signUp({ email })
    }
    expect(batches).toHaveLength(5)
    for (const batch of batches) expect(batch).toEqual(batches[0])
  })
})

describe('“never write to this address again”', () => {
  const letter = async (app: TestApp, email: string) => {
    await app.signUp({ email, firstName: 'Mallory', timeZone: vienna })
    return app.letterTo(email, 'confirm')
  }
  const spoken = async (app: TestApp, path: string, init?: RequestInit) => (await app.fetch(path, init)).text()

  test('stands in every confirmation, asks first, and is safe to repeat', async ({ app }) => {
    await app.clock.set(monday)
    const confirmation = await letter(app, 'anna@reader.test')
    expect(confirmation.text).toContain('Never write to this address again')
    const path = linkTo('never', confirmation)
    for (const method of ['GET', 'HEAD', 'GET']) expect((await app.fetch(path, { method })).status).toBe(200)
    expect(await spoken(app, path)).toContain('<button type="submit">Never write again</button>')
    expect(await rows('opt_outs')).toBe(0)
    const first = await app.post(path)
    expect(first.status).toBe(200)
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect(await (await app.post(path)).text()).toBe(await first.text())
    expect(await rows('opt_outs')).toBe(1)
    expect((await app.fetch(path)).status).toBe(200)
    expect((await app.post(`${path}x`)).status).toBe(404)
    const elsewhere = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } }
    expect((await app.fetch(path, elsewhere)).status).toBe(403)
  })

  test('keeps a hash and forgets the rest; from then on nothing comes, and nobody is told', async ({ app }) => {
    await app.clock.set(monday)
    const fresh = await app.signUp({ email: 'bea@reader.test' })
    const confirmation = await letter(app, 'an.na+list@reader.test')
    await app.quiet()
    await app.post(linkTo('never', confirmation))
    const everything = await Promise.all(
      ['subscribers', 'sign_ups', 'deliveries', 'batches', 'consents', 'opt_outs'].map((table) =>
        openDatabase().all(sql`select * from ${sql.raw(table)}`),
      ),
    )
    expect(JSON.stringify(everything)).not.toMatch(/an\.?na|Mallory/i)
    expect(everything[0]).toHaveLength(1) // Bea
    expect((await app.post(linkTo('confirm', confirmation))).status).toBe(404)

    for (const email of ['an.na+list@reader.test', 'an.na@reader.test', 'AN.NA+other@Reader.test']) {
      await app.clock.advance('P8D')
      const answer = await app.signUp({ email })
      expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([
        fresh.status,
        fresh.headers.get('location'),
        '',
      ])
    }
    await app.quiet()
    expect(await confirmations(app)).toHaveLength(2)
    await app.signUp({ email: 'anna@reader.test' }) // a dot tells people apart here
    await app.letterTo('anna@reader.test', 'confirm')
  })

  test('goes by the mailbox at Gmail, where dots mean nothing', async ({ app }) => {
    await app.post(linkTo('never', await letter(app, 'vic.tim@gmail.com')))
    for (const email of ['victim@gmail.com', 'v.i.c.t.i.m+x@googlemail.com']) await app.signUp({ email })
    expect(await confirmations(app)).toHaveLength(1)
  })

  test('lets a reader go as well, says so, and leaves her record', async ({ app }) => {
    await app.clock.set(monday)
    const confirmation = await letter(app, 'anna@reader.test')
    await app.confirm('anna@reader.test')
    const lesson = await app.letterTo('anna@reader.test', 'lesson')
    const page = await (await app.post(linkTo('never', confirmation))).text()
    expect(page).toContain('You were receiving my lessons. They have stopped')
    expect(await (await app.post(linkTo('never', confirmation))).text()).toBe(page)
    expect(await openDatabase().all(sql`select action from consents order by id`)).toEqual(
      ['signed_up', 'confirmed', 'unsubscribed'].map((action) => ({ action })),
    )
    await app.liveThrough([at('2026-03-03 07:00', vienna), at('2026-03-04 07:00', vienna)])
    await app.signUp({ email: 'anna@reader.test' })
    await app.quiet()
    expect((await app.lettersTo('anna@reader.test')).map(({ id }) => id)).toEqual([confirmation.id, lesson.id])
    expect((await app.post(linkTo('confirm', confirmation))).status).toBe(410)
  })

  test('lets nobody come back by an older link, also not a reader who had left before', async ({ app }) => {
    await app.clock.set(monday)
    await letter(app, 'anna@reader.test')
    await app.confirm('anna@reader.test')
    await app.oneClick(await app.letterTo('anna@reader.test', 'lesson'))
    await app.clock.advance('P1D')
    await app.signUp({ email: 'anna@reader.test' })
    const again = await app.letterTo('anna@reader.test', 'confirm')
    await app.clock.advance('PT1M')
    await app.post(linkTo('never', again))
    expect((await app.post(linkTo('confirm', again))).status).toBe(410)
    expect(await openDatabase().all(sql`select unsubscribed_at is not null as gone from subscribers`)).toEqual([
      { gone: 1 },
    ])
  })

  test('is taken back by the practitioner when its owner asks for it', async ({ app }) => {
    await app.post(linkTo('never', await letter(app, 'anna@reader.test')))
    const db = openDatabase()
    const key = await readAddressKey(db, { LIBSQL_URL: String(Reflect.get(env, 'LIBSQL_URL')) })
    const hash = hashAsText(hashAddress(key, 'Anna+again@Reader.test'))
    expect(await undoOptOut(db, hash)).toBe(true)
    expect(await undoOptOut(db, hash)).toBe(false)
    await app.signUp({ email: 'anna@reader.test' })
    expect(await confirmations(app)).toHaveLength(2)
  })

  test('works from an old letter whose sign-up is forgotten by now', async ({ app }) => {
    const confirmation = await letter(app, 'anna@reader.test')
    await openDatabase().run(sql`delete from sign_ups`)
    await openDatabase().run(sql`delete from subscribers`)
    expect((await app.post(linkTo('never', confirmation))).status).toBe(200)
    await app.signUp({ email: 'anna@reader.test' })
    expect(await confirmations(app)).toHaveLength(1)
  })
})

describe('a free plan of a hundred letters a day', () => {
  const strangers = async (app: TestApp, count: number, name: string) => {
    for (let i = 0; i < count; i++) await app.signUp({ email: `${name}-${i}@strangers.test`, timeZone: vienna })
  }
  const MAREN = 'maren@holt-practice.example'
  const titles = async (app: TestApp) =>
    (await app.lettersTo(MAREN)).map(({ subject }) => subject.replace('Your letters need a look: ', ''))

  test('keeps half of them for lessons: sixty strangers do not keep an honest reader waiting', async ({ app }) => {
    await app.emulator.change({ dailyQuota: 100 })
    await app.clock.set('2026-03-02T10:00:00Z')
    await app.signUp({ email: 'anna@reader.test', firstName: 'Anna', timeZone: vienna })
    const confirmation = await app.letterTo('anna@reader.test', 'confirm')
    await app.quiet()
    await strangers(app, 60, 'monday')
    expect(await confirmations(app)).toHaveLength(50)

    expect(await (await app.post(linkTo('confirm', confirmation))).text()).toContain('Lesson 1 is on its way')
    expect((await app.letterTo('anna@reader.test', 'lesson')).text).toContain('Good morning, Anna.')

    await app.tick()
    expect(await confirmations(app)).toHaveLength(50)
    await app.clock.set('2026-03-02T23:59:00Z')
    await app.tick()
    expect(await confirmations(app)).toHaveLength(50)
    await app.clock.set('2026-03-03T00:00:30Z')
    await app.tick()
    expect(await confirmations(app)).toHaveLength(61)
    expect(new Set((await confirmations(app)).map(({ to }) => to[0])).size).toBe(61)

    // Those that waited have their places in the new day's share.
    await strangers(app, 45, 'tuesday')
    expect(await confirmations(app)).toHaveLength(100)
    await app.clock.set('2026-03-04T00:00:30Z')
    await app.tick()
    expect(await confirmations(app)).toHaveLength(106)
  })

  test('is told to the practitioner when it keeps somebody waiting', async ({ app }) => {
    await app.emulator.change({ dailyQuota: 100 })
    await app.clock.set('2026-03-02T10:00:00Z')
    await app.tick()
    await strangers(app, 1, 'first')
    await app.quiet()
    await strangers(app, 52, 'more')
    await app.quiet()
    await app.clock.advance('PT16M')
    await app.tick()
    await app.quiet()
    expect((await titles(app)).sort()).toEqual(['3 confirmations wait for tomorrow', '53 sign-ups in one day'])
  })

  test('whose next three days are spent asks strangers to come back, and tells them no more than that', async ({
    app,
  }) => {
    app.settings({ SIGNUPS_PER_HOUR: '0', SIGNUPS_PER_DOMAIN_HOUR: '0' })
    await app.emulator.change({ dailyQuota: 100 })
    await strangers(app, 1, 'first')
    await app.quiet()
    const network = networks()
    await strangers(app, 149, 'more')
    for (const email of ['new@reader.test', 'first-0@strangers.test']) {
      const answer = await from(app, network(), { email })
      expect(answer.status).toBe(429)
      expect(await answer.text()).toContain('Please try again in a quarter of an hour.')
    }
    await app.clock.advance('P1D')
    expect((await from(app, network(), { email: 'new@reader.test' })).status).toBe(303)
  })

  test('is no concern of an account that has no quota of the day, or has it no longer', async ({ app }) => {
    await app.clock.set('2026-03-02T10:00:00Z')
    await strangers(app, 60, 'paid')
    expect(await confirmations(app)).toHaveLength(60)
    await app.emulator.change({ dailyQuota: 100 })
    await strangers(app, 1, 'free')
    await app.quiet()
    await strangers(app, 1, 'waits')
    expect(await confirmations(app)).toHaveLength(61)
    await app.emulator.change({ dailyQuota: null })
    const reader = await app.letterTo('paid-0@strangers.test', 'confirm')
    await app.post(linkTo('confirm', reader))
    await app.letterTo('paid-0@strangers.test', 'lesson')
    await app.quiet()
    await strangers(app, 1, 'again-paid')
    expect(await confirmations(app)).toHaveLength(62)
  })
})

describe('sign-ups unlike those of other days', () => {
  const MAREN = 'maren@holt-practice.example'
  const signUps = async (app: TestApp, perDay: readonly number[]) => {
    for (const [day, count] of perDay.entries()) {
      await app.clock.set(`2026-03-${String(day + 2).padStart(2, '0')}T10:00:00Z`)
      for (let i = 0; i < count; i++) await app.signUp({ email: `r-${day}-${i}@reader.test` })
      await app.quiet()
      await app.clock.advance('PT16M')
      await app.tick()
    }
    await app.quiet()
    return (await app.lettersTo(MAREN)).filter(({ subject }) => subject.includes('sign-ups'))
  }

  test('are told to the practitioner, with what to do', async ({ app }) => {
    const [alert, ...more] = await signUps(app, [3, 4, 3, 5, 4, 3, 4, 20])
    expect(more).toEqual([])
    expect(alert?.subject).toBe('Your letters need a look: 20 sign-ups in one day')
    expect(alert?.text).toContain('Turnstile')
    expect(alert?.text).not.toContain('reader.test')
  })

  test.each([
    ['nineteen in a day', [0, 0, 0, 0, 0, 0, 0, 19]],
    ['twenty where a day brings four', [4, 4, 4, 4, 4, 4, 4, 20]],
  ])('are not %s', async (_, perDay) => {
    expect(await signUps(await startTestApp(), perDay)).toEqual([])
  })
})

const minuteNow = () => Math.floor(Date.now() / 60_000)
