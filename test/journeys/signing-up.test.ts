import { describe, vi } from 'vitest'
import { dayOf, lessonLog } from '../support/lesson-log.ts'
import { at } from '../support/local-time.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const monday = at('2026-03-02 10:30', vienna)

const confirmations = async (app: TestApp, email = anna) =>
  (await app.lettersTo(email)).filter(({ tags }) => tags.kind === 'confirm').map(({ subject }) => subject)

const pleaseConfirm = 'Please confirm your seven mornings'
const readerAlready = 'Nothing to confirm: you are a reader already'

/** All that an answer tells: status, headers and body. */
const told = async (response: Response) => [response.status, [...response.headers].sort(), await response.text()]

describe('a visitor', () => {
  test('is told what to do next, where her mail is, and may ask again from there', async ({ app }) => {
    const email = 'anna.reader@gmail.com'
    const answer = await app.signUp({ email: ` ${email} `, timeZone: vienna })
    expect(answer.status).toBe(303)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    const page = await app.fetch('/check-inbox', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    const words = await page.text()
    expect(words).toContain(`<strong class="address">${email}</strong>`)
    expect(words).toContain('href="https://mail.google.com/')
    expect(words).toMatch(/<input type="hidden" name="timeZone" value="Europe\/Vienna"/)
    expect(words).toMatch(/<input type="hidden" name="consent" value="yes"/)
    expect(await (await app.fetch('/check-inbox')).text()).not.toContain(email)
  })

  test('keeps what was typed to that page, and never in the clear', async ({ app }) => {
    const cookieAt = async (PUBLIC_URL: string) => {
      app.settings({ PUBLIC_URL })
      return (await app.signUp({ email: anna })).headers.get('set-cookie') ?? ''
    }
    const attributes = (cookie: string) => cookie.split('; ').slice(1).sort()
    const always = ['HttpOnly', 'Max-Age=1800', 'Path=/check-inbox', 'SameSite=Lax']
    expect(attributes(await cookieAt('http://localhost'))).toEqual(always)
    expect(attributes(await cookieAt('https://galea.localhost'))).toEqual([...always, 'Secure'])
  })

  test('brings along where she came from, as far as the form', async ({ app }) => {
    const headers = { referer: 'https://blog.test/a"b' }
    const page = await (await app.fetch('/?utm_source=card&utm_medium=%22%3E&x=y', { headers })).text()
    expect(page).toMatch(/<input type="hidden" name="utm_source" value="card"/)
    expect(page).toMatch(/<input type="hidden" name="utm_medium" value="&quot;&gt;"/)
    expect(page).toMatch(/<input type="hidden" name="referrer" value="https:\/\/blog.test\/a&quot;b"/)
    expect(page).not.toMatch(/name="x"/)
  })

  test('gets a confirmation that repeats nothing of what was typed', async ({ app }) => {
    await app.signUp({ email: anna, firstName: 'Buy-Gold-Now', utm_source: 'gold-shop' })
    const { html, text, subject, headers, to } = await app.letterTo(anna, 'confirm')
    expect(to).toEqual([anna])
    for (const typed of ['Buy-Gold-Now', 'gold-shop', anna]) expect(`${subject}${html}${text}`).not.toContain(typed)
    expect(headers).toEqual({ 'Auto-Submitted': 'auto-generated' })
  })

  test('may use a program: JSON in, JSON out', async ({ app }) => {
    const answer = await app.postJson('/subscribe', {
      email: anna,
      firstName: 'Anna',
      consent: true,
      timeZone: vienna,
    })
    expect(answer.status).toBe(202)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.json()).toEqual({ message: expect.stringContaining('inbox') })
    await app.confirm(anna)
    expect((await app.letterTo(anna, 'lesson')).text).toContain('Good morning, Anna.')
  })

  test('is known by one address, however she writes it', async ({ app }) => {
    await app.clock.set(monday)
    await app.begin({ email: anna, timeZone: vienna })
    await app.clock.advance('PT1H')
    await app.signUp({ email: ' ANNA@Reader.TEST ', timeZone: 'America/New_York' })
    await app.quiet()
    expect(await confirmations(app)).toEqual([pleaseConfirm, readerAlready])
    const page = await app.fetch(linkTo('preferences', await app.letterTo(anna, 'confirm')))
    expect(await page.text()).toContain('Lesson 2 of 7 comes tomorrow, at 7:00 in the morning, Vienna time.')
    await app.clock.set(at('2026-03-03 07:00', vienna))
    await app.tick()
    expect(lessonLog(await app.emulator.letters(), vienna)).toEqual([
      '2026-03-02 10:30 day 1',
      '2026-03-03 07:00 day 2',
    ])
  })

  test('with a domain in her own script gets her letter under its name in ASCII', async ({ app }) => {
    await app.signUp({ email: 'anna@Bücher.example' })
    expect((await app.letterTo('anna@xn--bcher-kva.example', 'confirm')).subject).toBe(pleaseConfirm)
  })

  test.for([
    ['what the browser says', 'Asia/Kathmandu', 'Europe/Lisbon', 'Kathmandu time'],
    ['where the request came from, when the browser says nothing', '', 'Europe/Lisbon', 'Lisbon time'],
    ['where the request came from, when the browser says nonsense', 'Mars/Olympus', 'Europe/Lisbon', 'Lisbon time'],
    ['the practitioner’s, when nobody knows', 'Mars/Olympus', 'Nowhere/Land', 'Vienna time'],
  ] as const)('has the time zone of %s', async ([, typed, edge, said], { app }) => {
    const body = new URLSearchParams({ email: anna, consent: 'yes', timeZone: typed })
    await app.fetch('/subscribe', { method: 'POST', body, cf: { timezone: edge } } as RequestInit)
    const done = await (await app.confirm(anna)).text()
    expect(done).toContain('Lesson 1 is on its way')
    expect(done).toContain(said)
  })
})

describe('the answer is the same to everyone', () => {
  test('new, unconfirmed, confirmed, gone, back and suppressed, byte for byte; only the letters differ', async ({
    app,
  }) => {
    await app.clock.set(monday)
    const answers: unknown[] = []
    const jsonAnswers: unknown[] = []
    const ask = async () => {
      await app.clock.advance('PT5H')
      const fields = { email: anna, firstName: 'Anna', timeZone: vienna, consent: 'yes', website: '' }
      answers.push(await told(await app.post('/subscribe', fields)))
      jsonAnswers.push(await told(await app.postJson('/subscribe', fields)))
      await app.quiet()
      return confirmations(app)
    }

    expect(await ask()).toEqual([pleaseConfirm]) // new; asked twice in one breath, written to once
    expect(await ask()).toEqual([pleaseConfirm, pleaseConfirm]) // unconfirmed
    await app.confirm(anna)
    expect(await ask()).toEqual([pleaseConfirm, pleaseConfirm, readerAlready])
    await app.oneClick(await app.letterTo(anna, 'lesson'))
    expect(await ask()).toEqual([pleaseConfirm, pleaseConfirm, readerAlready, pleaseConfirm])
    await app.confirm(anna)
    await app.sendEvent('bounced', await app.letterTo(anna, 'lesson'))
    expect(await ask()).toHaveLength(4) // suppressed: nothing comes

    for (const list of [answers, jsonAnswers]) {
      expect(list).toHaveLength(5)
      for (const answer of list) expect(answer).toEqual(list[0])
    }
  })

  test('a machine that fills in every field hears the same, and nothing happens', async ({ app }) => {
    const fields = { email: anna, timeZone: vienna, consent: 'yes' }
    const machine = await app.post('/subscribe', { ...fields, website: 'https://gold.test' })
    await app.quiet()
    expect(await app.lettersTo(anna)).toEqual([])
    const person = await app.post('/subscribe', fields)
    expect(await told(machine)).toEqual(await told(person))
  })
})

describe('signing up again', () => {
  test('sends a second confirmation after two minutes, and at most three a week', async ({ app }) => {
    await app.clock.set(monday)
    const counts: number[] = []
    for (const pause of ['PT0S', 'PT60S', 'PT70S', 'PT3M', 'PT3M', 'P1D', 'P5D', 'P1D', 'PT3M', 'PT3M', 'PT3M']) {
      await app.clock.advance(pause)
      await app.signUp({ email: anna })
      await app.quiet()
      counts.push((await confirmations(app)).length)
    }
    expect(counts).toEqual([1, 1, 2, 3, 3, 3, 3, 4, 5, 6, 6])
  })

  test('makes no second course: whichever of two confirmations is pressed, and however often', async ({ app }) => {
    await app.clock.set(monday)
    await app.signUp({ email: anna, timeZone: vienna })
    const first = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await app.clock.advance('PT10M')
    await app.signUp({ email: anna, timeZone: vienna })
    await app.quiet()
    const second = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    expect(second).not.toBe(first)

    await Promise.all([second, second, first].map((path) => app.post(path)))
    await app.letterTo(anna, 'lesson')
    for (const path of [first, second]) {
      const page = await app.post(path)
      expect(page.status).toBe(200)
      expect(await page.text()).toMatch(/You have already begun[\s\S]+tomorrow, at 7:00 in the morning, Vienna time/)
    }
    await app.liveThrough([at('2026-03-03 07:00', vienna)])
    expect((await app.lessonsTo(anna)).map(dayOf)).toEqual([1, 2])
  })

  test('a button pressed by several impatient fingers at once begins one course, at once', async ({ app }) => {
    await app.clock.set(monday)
    for (const email of ['anna', 'ben', 'cleo', 'dora', 'emil'].map((name) => `${name}@reader.test`)) {
      await app.signUp({ email, timeZone: vienna })
      const path = linkTo('confirm', await app.letterTo(email, 'confirm'))
      const answers = await Promise.all(Array.from({ length: 6 }, () => app.post(path)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
      await app.quiet()
      expect((await app.lessonsTo(email)).map(dayOf)).toEqual([1])
    }
  })

  test('never weakens what a reader has set: her hour and zone stay', async ({ app }) => {
    await app.clock.set(monday)
    const lesson = await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
    const before = await (await app.fetch(linkTo('preferences', lesson))).text()
    await app.signUp({ email: anna, firstName: 'Mallory', timeZone: 'Asia/Tokyo' })
    expect(await (await app.fetch(linkTo('preferences', lesson))).text()).toBe(before)
  })

  test('brings back a reader who left, by a new confirmation only; her course goes on where it stopped', async ({
    app,
  }) => {
    await app.clock.set(monday)
    await app.signUp({ email: anna, firstName: 'Anna', timeZone: vienna })
    const oldLink = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await app.confirm(anna)
    await app.letterTo(anna, 'lesson')
    await app.liveThrough([at('2026-03-03 07:00', vienna), at('2026-03-04 07:00', vienna)])
    const third = await app.letterTo(anna, 'lesson')
    await app.oneClick(third)

    for (const press of [() => app.fetch(oldLink), () => app.post(oldLink)]) {
      const page = await press()
      expect(page.status).toBe(410)
      expect(await page.text()).toContain('This link has grown old')
    }
    await app.liveThrough([at('2026-03-05 07:00', vienna)])
    await app.signUp({ email: anna, timeZone: 'Asia/Tokyo' })
    await app.quiet()
    await app.liveThrough([at('2026-03-09 07:00', vienna)])
    expect(await app.lessonsTo(anna)).toHaveLength(3)
    expect((await app.post(oldLink)).status).toBe(410)

    const back = await (await app.confirm(anna)).text()
    expect(back).toContain('tomorrow, at 7:00 in the morning, Tokyo time')
    await app.liveThrough(
      ['09 20:00', '10 06:59', '10 07:00', '11 07:00'].map((time) => at(`2026-03-${time}`, 'Asia/Tokyo')),
    )
    expect(lessonLog(await app.lettersTo(anna), 'Asia/Tokyo').slice(3)).toEqual([
      '2026-03-10 07:00 day 4',
      '2026-03-11 07:00 day 5',
    ])
    expect((await app.letterTo(anna, 'lesson')).text).toContain('Good morning, Anna.')
  })

  test('a confirmation works for thirty days', async ({ app }) => {
    await app.clock.set(monday)
    await app.signUp({ email: anna })
    const path = linkTo('confirm', await app.letterTo(anna, 'confirm'))
    await app.clock.advance('P29D')
    expect((await app.fetch(path)).status).toBe(200)
    await app.clock.advance('P2D')
    expect((await app.fetch(path)).status).toBe(410)
    expect((await app.post(path)).status).toBe(410)
    await app.quiet()
    expect(await app.lessonsTo(anna)).toEqual([])
  })
})

describe('a form that needs another look', () => {
  const mistakes: [name: string, field: string, fields: Record<string, string>, sentence: string][] = [
    ['no address', 'email', { email: ' ' }, 'Please write your email address here'],
    [
      'something else than an address',
      'email',
      { email: 'anna at reader.test' },
      'That does not look like an email address',
    ],
    ['no consent', 'consent', { consent: '' }, 'Please tick this box'],
    ['a sermon for a name', 'firstName', { firstName: 'Anna '.repeat(20) }, 'Please write just a first name'],
    ['a link for a name', 'firstName', { firstName: 'see www.gold.test' }, 'Please write just a first name'],
  ]
  test.for(mistakes)('%s: a sentence at the field, and the rest kept', async ([, field, wrong, sentence], { app }) => {
    const fields = {
      email: anna,
      firstName: 'Anna',
      consent: 'yes',
      timeZone: 'Asia/Tokyo',
      utm_source: 'card',
      ...wrong,
    }
    const answer = await app.post('/subscribe', fields)
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain(`<p class="wrong" id="${field}-wrong">${sentence}`)
    expect(page).toMatch(new RegExp(`name="${field}"[^>]*aria-describedby="${field}-wrong"[^>]*aria-invalid="true"`))
    for (const kept of ['email', 'firstName', 'timeZone', 'utm_source'] as const) {
      expect(page).toMatch(new RegExp(`<input[^>]*name="${kept}"[^>]*value="${fields[kept]}"`))
    }
    expect(page).not.toContain('checked')

    const json = await app.postJson('/subscribe', fields)
    expect(json.status).toBe(422)
    expect(json.headers.get('content-type')).toContain('application/problem+json')
    const told = { code: 'bad_input', status: 422, errors: { [field]: expect.stringContaining(sentence) } }
    expect(await json.json()).toMatchObject(told)
    await app.quiet()
    expect(await app.emulator.letters()).toEqual([])
  })

  test('what was typed comes back as text, never as HTML', async ({ app }) => {
    const typed = '"><script>alert(1)</script>'
    const page = await (await app.post('/subscribe', { email: typed, firstName: typed, timeZone: typed })).text()
    expect(page).not.toContain('<script>alert')
    expect(page.split('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')).toHaveLength(4)
  })

  test('a throw-away address is turned down where the practitioner wishes so', async ({ app }) => {
    app.settings({ BLOCK_DISPOSABLE: '1' })
    const answer = await app.signUp({ email: 'anna@mailinator.com' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Please use an address that you keep')
  })

  test.for([
    ['half of a JSON', 'application/json', '{"email": '],
    ['a JSON list', 'application/json', '["anna@reader.test"]'],
    ['a form in pieces', 'multipart/form-data', 'anna'],
    ['plain text', 'text/plain', 'email=anna@reader.test&consent=yes'],
  ] as const)('%s is answered with a sentence, not with a fault of ours', async ([, type, body], { app }) => {
    const answer = await app.fetch('/subscribe', { method: 'POST', headers: { 'content-type': type }, body })
    expect(answer.status).toBe(422)
  })

  test('a body as large as a book is turned away', async ({ app }) => {
    const answer = await app.post('/subscribe', { email: anna, consent: 'yes', firstName: 'a'.repeat(600_000) })
    expect(answer.status).toBe(413)
  })
})

describe('somebody who means harm', () => {
  test('cannot put HTML into a letter or a page by way of a first name', async ({ app }) => {
    const name = '<b>Anna</b> & "co" %%unsubscribeUrl%%'
    const escaped = '&lt;b&gt;Anna&lt;/b&gt; &amp; &quot;co&quot; %%unsubscribeUrl%%'
    const lesson = await app.begin({ email: anna, firstName: name, timeZone: vienna })
    expect(lesson.html).toContain(`Good morning, ${escaped}.`)
    expect(lesson.text).toContain(`Good morning, ${name}.`)
    for (const purpose of ['lessons', 'preferences']) {
      const page = await (await app.fetch(linkTo(purpose, lesson))).text()
      expect(page).toContain(escaped)
      expect(page).not.toContain('<b>Anna')
    }
  })

  test('cannot put a header or a line into a letter', async ({ app }) => {
    const lesson = await app.begin({ email: anna, firstName: 'Anna\r\nBcc: ben\u2028\u202e' })
    expect(lesson.text).toContain('Good morning, Anna Bcc: ben.')
    expect(lesson.to).toEqual([anna])
    expect(JSON.stringify([lesson.headers, lesson.subject, lesson.from])).not.toContain('ben')
    const answer = await app.signUp({ email: 'cleo@reader.test\r\nBcc: ben@reader.test' })
    expect(answer.status).toBe(422)
  })

  test.for([
    ['another site, as browsers say it', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour on the same domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, from an older browser', { origin: 'https://gold.test' }],
  ] as const)('cannot make a browser sign somebody up from %s', async ([, headers], { app }) => {
    const form = await app.fetch('/subscribe', {
      method: 'POST',
      headers,
      body: new URLSearchParams({ email: anna, consent: 'yes' }),
    })
    expect(form.status).toBe(403)
    expect(await form.text()).toContain('This form was sent from another site.')
    const json = await app.fetch('/subscribe', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ email: anna, consent: 'yes' }),
    })
    expect(json.status).toBe(403)
    expect(json.headers.get('content-type')).toContain('application/problem+json')
    await app.quiet()
    expect(await app.emulator.letters()).toEqual([])
  })

  test('cannot sign up a whole town from one network; her neighbour still can', async ({ app }) => {
    const from = (network: string, i: number, type = 'application/x-www-form-urlencoded') =>
      app.fetch('/subscribe', {
        method: 'POST',
        headers: { 'cf-connecting-ip': network, 'content-type': type },
        body: type.includes('json')
          ? JSON.stringify({ email: `reader-${i}@town.test`, consent: 'yes' })
          : `email=reader-${i}@town.test&consent=yes`,
      })
    const answers: Response[] = []
    for (let i = 0; i < 21 && answers.at(-1)?.status !== 429; i++) answers.push(await from('203.0.113.9', i))
    expect(answers.length).toBeGreaterThan(10)
    const last = answers.at(-1)
    expect(last?.status).toBe(429)
    expect(last?.headers.get('retry-after')).toBe('60')
    expect(await last?.text()).toContain('many sign-ups from your network')
    const json = await from('203.0.113.9', 99, 'application/json')
    expect(json.status).toBe(429)
    expect(json.headers.get('content-type')).toContain('application/problem+json')
    expect((await from('203.0.113.10', 98)).status).toBe(303)
    // A household has one /64 of IPv6, whatever address in it a machine picks.
    const household = await Promise.all(Array.from({ length: 21 }, (_, i) => from(`2001:db8:1:2::${i + 1}`, 100 + i)))
    expect(household.some(({ status }) => status === 429)).toBe(true)
    for (let i = 0; i < 12; i++) expect((await from('127.0.0.1', 200 + i)).status).toBe(303)
  })

  test('must pass the check of Turnstile where it is on', async ({ app }) => {
    app.settings({ TURNSTILE_SITE_KEY: '1x00000000000000000000AA', TURNSTILE_SECRET_KEY: 'its secret' })
    const real = globalThis.fetch
    const cloudflare = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      if (!String(input).startsWith('https://challenges.cloudflare.com/')) return real(input, init)
      const { response } = JSON.parse(String(init?.body))
      return response === 'down'
        ? new Response('', { status: 500 })
        : Response.json({ success: response === 'a person' })
    })
    try {
      for (const [token, status] of [
        ['', 422],
        ['a machine', 422],
        ['down', 422],
        ['a person', 303],
      ] as const) {
        const answer = await app.signUp({ email: anna, 'cf-turnstile-response': token })
        expect(answer.status, token).toBe(status)
      }
    } finally {
      cloudflare.mockRestore()
    }
    expect(await (await app.fetch('/')).text()).toContain('data-sitekey="1x00000000000000000000AA"')
  })
})
