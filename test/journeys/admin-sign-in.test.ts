import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { newAuthenticator } from '../support/authenticator.ts'
import { interceptFetch, statementsIn } from '../support/intercept-fetch.ts'
import { addPasskey, idsIn, sendJson, signInPathIn, signInWithPasskey } from '../support/operator-at-work.ts'
import { rows } from '../support/rows.ts'
import { cookiesOf, signInAsOperator, visitorWith } from '../support/sign-in-as-operator.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'

const MAREN = 'maren@holt-practice.example'
const DESK = 'desk@holt-practice.example'
const [FIREFOX, PHONE] = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
]
const from = (network: string, device = FIREFOX) => ({ 'cf-connecting-ip': network, 'user-agent': device })

const ask = (app: TestApp, email = MAREN, headers: Record<string, string> = {}) =>
  app.fetch('/admin/sign-in', {
    method: 'POST',
    headers: { origin: 'http://localhost', ...headers },
    body: new URLSearchParams({ email }),
  })

const signInLettersTo = async (app: TestApp, email = MAREN) => {
  await app.quiet()
  return (await app.lettersTo(email)).filter(({ tags }) => tags.kind === 'signin')
}

/** Asks for a link and returns its path, as it stands in the letter. */
async function askForLink(app: TestApp, email = MAREN): Promise<string> {
  const before = (await signInLettersTo(app, email)).length
  expect((await ask(app, email)).status).toBe(303)
  const letters = await signInLettersTo(app, email)
  expect(letters.length).toBe(before + 1)
  return signInPathIn(letters.at(-1)!)
}

const wayTo = async (answer: Response | Promise<Response>) => {
  const { status, headers } = await answer
  return [status, headers.get('location')]
}
const toSignIn = [303, '/admin/sign-in']
const inside = [303, '/admin/broadcasts']
const isIn = (visitor: { fetch: TestApp['fetch'] }) => wayTo(visitor.fetch('/admin'))

describe('a link to sign in', () => {
  test('comes in a letter, opens a page with a button, and the button signs in once', async ({ app }) => {
    const path = await askForLink(app)
    for (const method of ['HEAD', 'GET', 'GET']) expect((await app.fetch(path, { method })).status).toBe(200)
    const page = await app.fetch(path)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await page.text()).toContain('Sign in</button>')

    const answer = await app.post(path)
    expect(await wayTo(answer)).toEqual([303, '/admin'])
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-operator=[\w-]{43};/)
    for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/', 'Max-Age=2592000'])
      expect(cookie.split('; ')).toContain(attribute)
    const maren = visitorWith(app, cookiesOf(answer))
    expect(await isIn(maren)).toEqual(inside)
    expect(await wayTo(maren.post(path))).toEqual([303, '/admin'])

    const again = await app.post(path)
    expect(again.status).toBe(410)
    expect(again.headers.getSetCookie()).toEqual([])
    expect(await again.text()).toContain('This link was used')
    expect((await app.fetch(path)).status).toBe(410)
  })

  test('is a letter that says nothing of what was typed, and belongs to no list', async ({ app }) => {
    await app.post('/admin/sign-in', { email: 'MAREN@Holt-Practice.example' })
    const [letter] = await signInLettersTo(app)
    expect(letter?.headers).toMatchObject({ 'Auto-Submitted': 'auto-generated' })
    expect(Object.keys(letter?.headers ?? {}).join()).not.toContain('List-')
    expect(letter?.tags).toMatchObject({ kind: 'signin' })
    expect(`${letter?.subject}${letter?.html}${letter?.text}`).not.toContain('MAREN')
  })

  test('is good for a quarter of an hour', async ({ app }) => {
    const path = await askForLink(app)
    await app.clock.advance('PT14M59S')
    expect((await app.fetch(path)).status).toBe(200)
    await app.clock.advance('PT1S')
    for (const answer of [await app.fetch(path), await app.post(path)]) {
      expect(answer.status).toBe(410)
      expect(await answer.text()).toContain('This link is too old')
    }
  })

  test('signs in one of two who press at the same moment', async ({ app }) => {
    const path = await askForLink(app)
    const answers = await Promise.all([app.post(path), app.post(path), app.post(path)])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410])
    expect(await rows(sql`select count(*) as n from sessions`)).toEqual([{ n: 1 }])
  })

  test('that is forged, cut or of another purpose opens nothing', async ({ app }) => {
    const path = await askForLink(app)
    await app.begin({ email: 'anna@reader.test' })
    const preferences = (await app.letterTo('anna@reader.test', 'lesson')).text?.match(/\/preferences\/([\w.-]+)/)?.[1]
    for (const wrong of [
      path.slice(0, -1),
      `${path}x`,
      path.replace(/.(?=.{25}$)/, '0'),
      `/admin/sign-in/${preferences}`,
    ]) {
      for (const answer of [await app.fetch(wrong), await app.post(wrong)]) {
        expect(answer.status, wrong).toBe(404)
        expect(await answer.text()).toContain('This link is not whole')
        expect(answer.headers.getSetCookie()).toEqual([])
      }
    }
  })

  test('of a database alone cannot be made: no secret of it is stored', async ({ app }) => {
    const path = await askForLink(app)
    const secret = path.split('.').at(-1) ?? path
    const cookie = cookiesOf(await app.post(path)).replace(/^[^=]*=|;.*/g, '')
    const stored = JSON.stringify([
      await rows(sql`select * from sign_in_links`),
      await rows(sql`select * from sessions`),
      await rows(sql`select * from deliveries`),
      await rows(sql`select * from batches`),
      await rows(sql`select * from audit_log`),
    ])
    expect(stored).not.toContain(secret)
    expect(stored).not.toContain(cookie)
  })

  test('waits for nothing that other letters wait for, and does not come when it is too old', async ({ app }) => {
    await app.tick()
    await rows(sql`update outbox set catch_up_since = 1`)
    await askForLink(app)
    await rows(sql`update outbox set catch_up_since = null`)
    const until = Date.parse(await app.clock.now()) + 16 * 60_000
    await rows(sql`update outbox set paused_until = ${until}`)
    await ask(app)
    for (let i = 0; i < 3; i++) {
      await app.clock.advance('PT17M')
      await app.tick()
    }
    expect((await signInLettersTo(app)).length).toBe(1)
  })
})

describe('whoever asks for a link', () => {
  test('is told the same, whether the address is an operator’s or not', async ({ app }) => {
    const said: string[][] = []
    interceptFetch(async (request, go) => {
      const statements = (await statementsIn(request))?.map(({ sql }) => sql) ?? []
      if (statements.some((text) => text.includes('insert into sign_in_links'))) said.push(statements)
      return go()
    })
    const answers = await Promise.all([MAREN, 'stranger@reader.test'].map((email) => ask(app, email)))
    const seen = answers.map(({ status, headers }, i) => [
      status,
      JSON.stringify([...headers]).replace(encodeURIComponent([MAREN, 'stranger@reader.test'][i]!), 'typed'),
    ])
    expect(said.length).toBe(2)
    expect(said[0]).toEqual(said[1])
    expect(seen[0]).toEqual(seen[1])
    expect(await wayTo(answers[0]!)).toEqual([303, '/admin/sign-in?asked'])
    const stranger = visitorWith(app, cookiesOf(answers[1]!))
    expect(await stranger.read('/admin/sign-in?asked')).toContain(
      'If <strong class="address">stranger@reader.test</strong> belongs',
    )
    expect(await (await app.fetch('/admin/sign-in?asked')).text()).toContain('If this address belongs to')
    await app.quiet()
    expect(await app.lettersTo('stranger@reader.test')).toEqual([])
    expect(await rows(sql`select count(*) as n, count(operator_id) as known from sign_in_links`)).toEqual([
      { n: 2, known: 1 },
    ])
  })

  test('is asked for an address when there is none, and keeps what was typed', async ({ app }) => {
    const answer = await ask(app, 'maren holt')
    expect(answer.status).toBe(422)
    expect(await answer.text()).toMatch(/value="maren holt"[\s\S]*Please enter your email address/)
  })

  test('ten times a minute from one network is asked to wait, whatever the address', async ({ app }) => {
    const network = from(`203.0.113.${Math.floor(Math.random() * 250)}`)
    const answers: number[] = []
    for (let i = 0; i < 12; i++) answers.push((await ask(app, i % 2 ? MAREN : 'nobody@reader.test', network)).status)
    expect(answers).toEqual([...Array(10).fill(303), 429, 429])
    expect((await ask(app, MAREN, from('2001:db8:77::1'))).status).toBe(303)
  })

  test('again and again in an operator’s name fills no inbox and keeps nobody out', async ({ app }) => {
    await app.tick()
    // What she asks for herself, where she has signed in before, takes nothing from a new device of hers.
    const maren = await signInAsOperator(app, from('198.51.100.7', PHONE))
    await maren.post('/admin/sign-out')
    for (let i = 0; i < 10; i++) {
      await ask(app, MAREN, from('198.51.100.7'))
      await app.quiet()
      await app.clock.advance('PT16M')
    }
    const own = (await signInLettersTo(app)).length
    expect(own).toBe(10)
    for (let hour = 0; hour < 6; hour++) {
      for (let i = 0; i < 5; i++) expect((await ask(app, MAREN, from(`2001:db8:${hour}:${i}::1`))).status).toBe(303)
      await app.quiet()
      await app.clock.advance('PT1H')
    }
    expect((await signInLettersTo(app)).length).toBe(own + 10)

    // What came last is good, so the operator needs no letter of her own; here it is too old, and the day is used up.
    expect((await app.fetch(signInPathIn((await signInLettersTo(app)).at(-1)!))).status).toBe(410)
    await ask(app, MAREN, from('198.51.100.9'))
    expect((await signInLettersTo(app)).length).toBe(own + 10)
    // A browser or a network from which she has signed in before has its own share.
    await signInAsOperator(app, from('198.51.100.8'))
    await ask(app, MAREN, from('198.51.100.8'))
    expect((await signInLettersTo(app)).length).toBe(own + 11)
    await ask(app, MAREN, { ...from('203.0.113.200'), cookie: maren.cookie })
    expect((await signInLettersTo(app)).length).toBe(own + 12)
  })

  test('three times at once has three letters, and each of them signs in', async ({ app }) => {
    for (let i = 0; i < 5; i++) await ask(app)
    const letters = await signInLettersTo(app)
    expect(letters.length).toBe(3)
    expect(await wayTo(app.post(signInPathIn(letters[0]!)))).toEqual([303, '/admin'])
    expect((await app.post(signInPathIn(letters[2]!))).status).toBe(410)
    await askForLink(app)
  })
})

describe('signed out', () => {
  test('every path leads to the sign-in, known or not', async ({ app }) => {
    for (const path of [
      '/admin',
      '/admin/',
      '/admin/broadcasts',
      '/admin/nothing/here',
      '/admin/log',
      '/admin/sign-out',
    ]) {
      for (const method of ['GET', 'POST', 'PUT'])
        expect(await wayTo(app.fetch(path, { method, ...(method === 'GET' ? {} : { body: '' }) })), path).toEqual(
          toSignIn,
        )
    }
    for (const cookie of ['__Host-operator=', '__Host-operator=made-up', 'operator=%00'])
      expect(await isIn(visitorWith(app, cookie))).toEqual(toSignIn)
  })

  test('a form of another site is refused before anything else, signed in or not', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
    for (const path of ['/admin/sign-out', '/admin/operators', '/admin/account/sessions/revoke', '/admin/sign-in'])
      expect((await maren.fetch(path, { method: 'POST', headers, body: '' })).status).toBe(403)
    expect(await isIn(maren)).toEqual(inside)
  })

  test('the page that was wanted comes after the sign-in, once, and never one of another site', async ({ app }) => {
    const path = await askForLink(app)
    const asked = await app.fetch('/admin/log?after=5-5')
    expect(await wayTo(asked)).toEqual(toSignIn)
    const answer = await visitorWith(app, cookiesOf(asked)).post(path)
    expect(await wayTo(answer)).toEqual([303, '/admin/log?after=5-5'])
    expect(answer.headers.getSetCookie().join()).toContain('__Host-way-back=;')

    const sent = await app.fetch('/admin/operators', {
      method: 'POST',
      headers: { referer: 'http://localhost/admin/operators' },
      body: '',
    })
    expect(cookiesOf(sent)).toBe('__Host-way-back=%2Fadmin%2Foperators')
    for (const way of [
      'https://evil.example/admin',
      '//evil.example/admin',
      '/\\evil.example/admin',
      '/admin/../preferences/x',
      '/admin/sign-out',
      'javascript:alert(1)//admin',
      '/admin@evil.example',
      '',
    ]) {
      const back = visitorWith(app, `__Host-way-back=${encodeURIComponent(way)}`)
      expect(await wayTo(back.fetch('/admin/sign-in/development')), way).toEqual([303, '/admin'])
    }
    for (const referer of ['https://evil.example/admin/log', 'http://localhost/care'])
      expect(cookiesOf(await app.fetch('/admin/log', { method: 'POST', headers: { referer }, body: '' }))).toBe('')
  })

  test('the link of development signs in at once, on this machine alone', async ({ app }) => {
    expect(await isIn(await signInAsOperator(app))).toEqual(inside)
    expect((await app.fetch('https://lessons.example/admin/sign-in/development')).status).toBe(404)
    const [, plain] = (await app.fetch('/admin/sign-in/development')).headers.getSetCookie()
    expect(plain).toMatch(/^operator=[\w-]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
    const token = plain?.split(/[=;]/)[1]
    expect(await isIn(visitorWith(app, `operator=${token}`))).toEqual(inside)
    app.settings({ DEV_CLOCK: '0' })
    expect((await app.fetch('/admin/sign-in/development')).status).toBe(404)
    expect(await isIn(visitorWith(app, `operator=${token}`))).toEqual(toSignIn)
  })
})

describe('a session', () => {
  test('goes on for 30 days after its last use, which is written down at most once an hour', async ({ app }) => {
    const maren = await signInAsOperator(app, from('198.51.100.7'))
    const usedAt = async () => (await rows<{ used_at: number }>(sql`select used_at from sessions`))[0]?.used_at
    const first = await usedAt()
    await app.clock.advance('PT59M')
    expect((await maren.fetch('/admin')).headers.getSetCookie()).toEqual([])
    expect(await usedAt()).toBe(first)
    await app.clock.advance('P28D')
    const touched = await maren.fetch('/admin', { headers: from('2001:db8:5::9', PHONE) })
    expect(cookiesOf(touched)).toBe(maren.cookie)
    await expect.poll(usedAt).toBeGreaterThan(first!)
    expect(await rows(sql`select device, network from sessions`)).toEqual([
      { device: 'Safari on iPhone', network: '2001:db8:5::/48' },
    ])
    await app.clock.advance('P29D')
    expect(await isIn(maren)).toEqual(inside)
    await app.clock.advance('P30D')
    expect(await isIn(maren)).toEqual(toSignIn)
    expect(await maren.read('/admin/sign-in')).toContain('You were away for more than 30 days')
  })

  test('is another one after each sign-in: the old token of the browser opens nothing', async ({ app }) => {
    const before = await signInAsOperator(app)
    const path = await askForLink(app)
    const after = visitorWith(app, cookiesOf(await before.post(path)))
    expect(after.cookie).not.toBe(before.cookie)
    expect([await isIn(before), await isIn(after)]).toEqual([toSignIn, inside])
  })

  test('ends when she signs out, and its page says so', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const answer = await maren.post('/admin/sign-out')
    expect(await wayTo(answer)).toEqual(toSignIn)
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Host-operator=.*; Max-Age=3600;/)
    expect(answer.headers.get('clear-site-data')).toBe('"storage"')
    expect(await isIn(maren)).toEqual(toSignIn)
    expect(await maren.read('/admin/sign-in')).toContain('You signed out here')
  })

  test('is listed with its browser and network, and ended one by one, or all the others, or all', async ({ app }) => {
    const here = await signInAsOperator(app, from('198.51.100.7'))
    const phone = await signInAsOperator(app, from('203.0.113.9', PHONE))
    const third = await signInAsOperator(app)
    const account = await here.read('/admin/account')
    for (const words of ['Firefox on Windows', 'This browser', 'Safari on iPhone', '203.0.113.x', 'for development'])
      expect(account).toContain(words)
    const [first, second] = idsIn(account, /sessions\/(\d+)\/revoke/g)
    expect(await wayTo(here.post(`/admin/account/sessions/${first}/revoke`))).toEqual([303, '/admin/account?done=one'])
    const gone = await here.post(`/admin/account/sessions/${first}/revoke`)
    expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining('signed out already')])
    const open = [await isIn(phone), await isIn(third)]
    expect(open).toContainEqual(toSignIn)
    expect(open).toContainEqual(inside)
    expect(second).toBeDefined()
    await here.post('/admin/account/sessions/revoke', { which: 'others' })
    expect([await isIn(here), await isIn(phone), await isIn(third)]).toEqual([inside, toSignIn, toSignIn])
    expect(await phone.read('/admin/sign-in')).toContain('signed out from another one')
    expect(await wayTo(here.post('/admin/account/sessions/revoke', { which: 'all' }))).toEqual(toSignIn)
    expect(await isIn(here)).toEqual(toSignIn)
  })

  test('of one operator is no business of another', async ({ app }) => {
    app.settings({ ADMIN_EMAILS: `${MAREN}, ${DESK}` })
    const desk = visitorWith(app, cookiesOf(await app.post(await askForLink(app, DESK))))
    const maren = await signInAsOperator(app)
    const [id] = await rows<{ id: number }>(
      sql`select s.id from sessions s join operators o on o.id = s.operator_id where o.email = ${DESK}`,
    )
    expect((await maren.post(`/admin/account/sessions/${id?.id}/revoke`)).status).toBe(404)
    await maren.post('/admin/account/sessions/revoke', { which: 'all' })
    expect(await isIn(desk)).toEqual(inside)
  })
})

describe('what was typed when the session was over', () => {
  const typed = { subject: 'Spring', markdown: 'Dear reader, the <b>lime trees</b> are out.' }
  const send = (visitor: { fetch: TestApp['fetch'] }, body: BodyInit = new URLSearchParams(typed)) =>
    visitor.fetch('/admin/broadcasts/12', {
      method: 'POST',
      headers: { origin: 'http://localhost', referer: 'http://localhost/admin/broadcasts/12' },
      body,
    })
  const signInAgain = async (app: TestApp, answer: Response) => {
    const next = await visitorWith(app, cookiesOf(answer)).fetch('/admin/sign-in/development')
    return { way: next.headers.get('location'), maren: visitorWith(app, cookiesOf(next)) }
  }

  test('is shown after the next sign-in, to be copied, until it is no longer needed', async ({ app }) => {
    const before = await signInAsOperator(app)
    await before.post('/admin/sign-out')
    const form = new FormData()
    for (const [name, value] of Object.entries(typed)) form.append(name, value)
    form.append('file', new Blob(['picture']), 'a.jpg')
    for (const body of [new URLSearchParams({ markdown: 'An older version of it.' }), form]) {
      const answer = await send(before, body)
      expect(await wayTo(answer)).toEqual(toSignIn)
      const { way, maren } = await signInAgain(app, answer)
      expect(way).toBe('/admin/unsaved')
      const page = await maren.read('/admin/unsaved')
      expect(page).toContain('nothing was changed and nothing was sent')
      expect(page).toContain('<a href="/admin/broadcasts/12">')
      if (body === form) expect(page).toContain('Dear reader, the &lt;b&gt;lime trees&lt;/b&gt; are out.')
      expect(page).not.toContain('picture')
    }
    const maren = await signInAsOperator(app)
    expect(await maren.read('/admin/unsaved')).not.toContain('An older version')
    expect(await wayTo(maren.post('/admin/unsaved'))).toEqual([303, '/admin'])
    expect(await maren.read('/admin/unsaved')).toContain('There is nothing here')
  })

  test('is kept of her sessions alone, and of none that was ended from elsewhere', async ({ app }) => {
    const [stolen, here] = [await signInAsOperator(app), await signInAsOperator(app)]
    await here.post('/admin/account/sessions/revoke', { which: 'others' })
    expect(await wayTo(send(stolen))).toEqual(toSignIn)
    expect(await wayTo(send(visitorWith(app, '__Host-operator=made-up')))).toEqual(toSignIn)
    await here.post('/admin/sign-out')
    await send(here, new URLSearchParams({ confirm: 'yes' }))
    await send(here, '{"markdown":"No form, and long enough to be one."}')
    expect(await rows(sql`select 1 from unsaved_forms`)).toEqual([])
    app.settings({ ADMIN_EMAILS: `${DESK}, ${MAREN}` })
    await send(here)
    expect(await (await signInAsOperator(app)).read('/admin/unsaved')).toContain('There is nothing here')
    expect(await rows(sql`select 1 as kept from unsaved_forms`)).toEqual([{ kept: 1 }])
  })
})

describe('a passkey', () => {
  test('signs in, and its counter goes on', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const key = await newAuthenticator()
    const added = await addPasskey(maren, key)
    expect(await added.json()).toEqual({ to: '/admin/account?done=added' })
    for (let i = 1; i < 3; i++) {
      const answer = await signInWithPasskey(app, key)
      expect(await answer.json()).toEqual({ to: '/admin' })
      expect(await isIn(visitorWith(app, cookiesOf(answer)))).toEqual(inside)
      expect(await rows(sql`select counter from passkeys`)).toEqual([{ counter: i }])
    }
  })

  test('answers each challenge once, within five minutes, and only its own', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const key = await newAuthenticator()
    const offerToAdd = async () => (await sendJson(maren, '/admin/account/passkeys/options', {})).json<never>()
    const made = await key.create(await offerToAdd())
    expect((await sendJson(maren, '/admin/account/passkeys', made)).status).toBe(200)
    const [passkey] = idsIn(await maren.read('/admin/account'), /passkeys\/(\d+)\/name/g)
    await maren.post(`/admin/account/passkeys/${passkey}/remove`, { confirm: 'yes' })
    expect((await sendJson(maren, '/admin/account/passkeys', made)).status).toBe(422)
    await addPasskey(maren, key)

    const stranger = visitorWith(app, '')
    const offer = async () =>
      (await sendJson(stranger, '/admin/sign-in/passkey/options', {})).json<{ challenge: string; rpId: string }>()
    const tryIt = async (answer: unknown) => (await sendJson(stranger, '/admin/sign-in/passkey', answer)).status
    const answer = await key.get(await offer())
    expect([await tryIt(answer), await tryIt(answer)]).toEqual([200, 422])
    const together = await key.get(await offer())
    expect((await Promise.all([tryIt(together), tryIt(together)])).sort()).toEqual([200, 422])
    const { challenge } = (await offerToAdd()) as { challenge: string }
    expect(await tryIt(await key.get({ challenge, rpId: 'localhost' }))).toBe(422)
    const old = await offer()
    await app.clock.advance('PT5M')
    expect(await tryIt(await key.get(old))).toBe(422)
    expect(await tryIt(await key.get({ challenge: 'bWFkZSB1cA', rpId: 'localhost' }))).toBe(422)
    expect(await tryIt(await key.get({ ...(await offer()), rpId: 'evil.example' }))).toBe(422)
    expect(await tryIt(await key.get(await offer(), -5))).toBe(422)
    for (const nonsense of [null, {}, { id: 'x' }, { ...answer, response: {} }]) expect(await tryIt(nonsense)).toBe(422)
  })

  test('of another site, or without its owner, is none', async ({ app }) => {
    const maren = await signInAsOperator(app)
    for (const wrong of [{ origin: 'https://evil.example' }, { verified: false }])
      expect((await addPasskey(maren, await newAuthenticator(wrong))).status).toBe(422)
    expect((await signInWithPasskey(app, await newAuthenticator())).status).toBe(422)
    expect(await rows(sql`select 1 from passkeys`)).toEqual([])
  })

  test('is named, and removed after a question', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const key = await newAuthenticator()
    await addPasskey(maren, key)
    const [id] = idsIn(await maren.read('/admin/account'), /passkeys\/(\d+)\/name/g)
    await maren.post(`/admin/account/passkeys/${id}/name`, { name: ' <b>Laptop</b> ' })
    expect(await maren.read('/admin/account')).toContain('value="&lt;b&gt;Laptop&lt;/b&gt;"')
    const question = await maren.post(`/admin/account/passkeys/${id}/remove`)
    expect(await question.text()).toContain('Nobody can sign in with it any more')
    expect(await wayTo(maren.post(`/admin/account/passkeys/${id}/remove`, { confirm: 'yes' }))).toEqual([
      303,
      '/admin/account?done=removed',
    ])
    expect((await maren.post(`/admin/account/passkeys/${id}/remove`, { confirm: 'yes' })).status).toBe(404)
    expect((await signInWithPasskey(app, key)).status).toBe(422)
  })
})
