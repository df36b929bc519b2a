import { describe, vi } from 'vitest'
import { at, dayOf, diary } from '../support/diary.ts'
import { expect, linkTo, test, type World } from '../support/world.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const monday = at('2026-03-02 10:30', vienna)

const confirmations = async (world: World, email = anna) =>
  (await world.lettersTo(email)).filter(({ tags }) => tags.kind === 'confirm').map(({ subject }) => subject)

const pleaseConfirm = 'Please confirm your seven mornings'
const readerAlready = 'Nothing to confirm: you are a reader already'

/** All that an answer tells: status, headers and body. */
const told = async (response: Response) => [response.status, [...response.headers].sort(), await response.text()]

describe('a visitor', () => {
  test('is told what to do next, where her mail is, and may ask again from there', async ({ world }) => {
    const email = 'anna.reader@gmail.com'
    const answer = await world.signUp({ email: ` ${email} `, timeZone: vienna })
    expect(answer.status).toBe(303)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    const page = await world.fetch('/check-inbox', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    const words = await page.text()
    expect(words).toContain(`<strong class="address">${email}</strong>`)
    expect(words).toContain('href="https://mail.google.com/')
    expect(words).toMatch(/<input type="hidden" name="timeZone" value="Europe\/Vienna"/)
    expect(words).toMatch(/<input type="hidden" name="consent" value="yes"/)
    expect(await (await world.fetch('/check-inbox')).text()).not.toContain(email)
  })

  test('carries what she typed no further than that page, and never in the clear', async ({ world }) => {
    const cookieAt = async (PUBLIC_URL: string) => {
      world.settings({ PUBLIC_URL })
      return (await world.signUp({ email: anna })).headers.get('set-cookie') ?? ''
    }
    const attributes = (cookie: string) => cookie.split('; ').slice(1).sort()
    const always = ['HttpOnly', 'Max-Age=1800', 'Path=/check-inbox', 'SameSite=Lax']
    expect(attributes(await cookieAt('http://localhost'))).toEqual(always)
    expect(attributes(await cookieAt('https://galea.localhost'))).toEqual([...always, 'Secure'])
  })

  test('brings along where she came from, as far as the form', async ({ world }) => {
    const headers = { referer: 'https://blog.test/a"b' }
    const page = await (await world.fetch('/?utm_source=card&utm_medium=%22%3E&x=y', { headers })).text()
    expect(page).toMatch(/<input type="hidden" name="utm_source" value="card"/)
    expect(page).toMatch(/<input type="hidden" name="utm_medium" value="&quot;&gt;"/)
    expect(page).toMatch(/<input type="hidden" name="referrer" value="https:\/\/blog.test\/a&quot;b"/)
    expect(page).not.toMatch(/name="x"/)
  })

  test('gets a confirmation that repeats nothing of what was typed', async ({ world }) => {
    await world.signUp({ email: anna, firstName: 'Buy-Gold-Now', utm_source: 'gold-shop' })
    const { html, text, subject, headers, to } = await world.letterTo(anna, 'confirm')
    expect(to).toEqual([anna])
    for (const typed of ['Buy-Gold-Now', 'gold-shop', anna]) expect(`${subject}${html}${text}`).not.toContain(typed)
    expect(headers).toEqual({ 'Auto-Submitted': 'auto-generated' })
  })

  test('may use a program: JSON in, JSON out', async ({ world }) => {
    const answer = await world.postJson('/subscribe', {
      email: anna,
      firstName: 'Anna',
      consent: true,
      timeZone: vienna,
    })
    expect(answer.status).toBe(202)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await answer.json()).toEqual({ message: expect.stringContaining('inbox') })
    await world.confirm(anna)
    expect((await world.letterTo(anna, 'lesson')).text).toContain('Good morning, Anna.')
  })

  test('is known by one address, however she writes it', async ({ world }) => {
    await world.clock.set(monday)
    await world.begin({ email: anna, timeZone: vienna })
    await world.clock.advance('PT1H')
    await world.signUp({ email: ' ANNA@Reader.TEST ', timeZone: 'America/New_York' })
    await world.quiet()
    expect(await confirmations(world)).toEqual([pleaseConfirm, readerAlready])
    const page = await world.fetch(linkTo('preferences', await world.letterTo(anna, 'confirm')))
    expect(await page.text()).toContain('Lesson 2 of 7 comes tomorrow, at 7:00 in the morning, Vienna time.')
    await world.clock.set(at('2026-03-03 07:00', vienna))
    await world.tick()
    expect(diary(await world.postman.letters(), vienna)).toEqual(['2026-03-02 10:30 day 1', '2026-03-03 07:00 day 2'])
  })

  test('with a domain in her own script gets her letter under its name in ASCII', async ({ world }) => {
    await world.signUp({ email: 'anna@Bücher.example' })
    expect((await world.letterTo('anna@xn--bcher-kva.example', 'confirm')).subject).toBe(pleaseConfirm)
  })

  test.for([
    ['what the browser says', 'Asia/Kathmandu', 'Europe/Lisbon', 'Kathmandu time'],
    ['where the request came from, when the browser says nothing', '', 'Europe/Lisbon', 'Lisbon time'],
    ['where the request came from, when the browser says nonsense', 'Mars/Olympus', 'Europe/Lisbon', 'Lisbon time'],
    ['the practitioner’s, when nobody knows', 'Mars/Olympus', 'Nowhere/Land', 'Vienna time'],
  ] as const)('has the time zone of %s', async ([, typed, edge, said], { world }) => {
    const body = new URLSearchParams({ email: anna, consent: 'yes', timeZone: typed })
    await world.fetch('/subscribe', { method: 'POST', body, cf: { timezone: edge } } as RequestInit)
    const done = await (await world.confirm(anna)).text()
    expect(done).toContain('Lesson 1 is on its way')
    expect(done).toContain(said)
  })
})

describe('the answer is the same to everyone', () => {
  test('new, unconfirmed, confirmed, gone, back and suppressed, byte for byte; only the letters differ', async ({
    world,
  }) => {
    await world.clock.set(monday)
    const answers: unknown[] = []
    const jsonAnswers: unknown[] = []
    const ask = async () => {
      await world.clock.advance('PT5H')
      const fields = { email: anna, firstName: 'Anna', timeZone: vienna, consent: 'yes', website: '' }
      answers.push(await told(await world.post('/subscribe', fields)))
      jsonAnswers.push(await told(await world.postJson('/subscribe', fields)))
      await world.quiet()
      return confirmations(world)
    }

    expect(await ask()).toEqual([pleaseConfirm]) // new; asked twice in one breath, written to once
    expect(await ask()).toEqual([pleaseConfirm, pleaseConfirm]) // unconfirmed
    await world.confirm(anna)
    expect(await ask()).toEqual([pleaseConfirm, pleaseConfirm, readerAlready])
    await world.oneClick(await world.letterTo(anna, 'lesson'))
    expect(await ask()).toEqual([pleaseConfirm, pleaseConfirm, readerAlready, pleaseConfirm])
    await world.confirm(anna)
    await world.news('bounced', await world.letterTo(anna, 'lesson'))
    expect(await ask()).toHaveLength(4) // suppressed: nothing comes

    for (const list of [answers, jsonAnswers]) {
      expect(list).toHaveLength(5)
      for (const answer of list) expect(answer).toEqual(list[0])
    }
  })

  test('a machine that fills in every field hears the same, and nothing happens', async ({ world }) => {
    const fields = { email: anna, timeZone: vienna, consent: 'yes' }
    const machine = await world.post('/subscribe', { ...fields, website: 'https://gold.test' })
    await world.quiet()
    expect(await world.lettersTo(anna)).toEqual([])
    const person = await world.post('/subscribe', fields)
    expect(await told(machine)).toEqual(await told(person))
  })
})

describe('signing up again', () => {
  test('sends a second confirmation after two minutes, and at most three a week', async ({ world }) => {
    await world.clock.set(monday)
    const counts: number[] = []
    for (const pause of ['PT0S', 'PT60S', 'PT70S', 'PT3M', 'PT3M', 'P1D', 'P5D', 'P1D', 'PT3M', 'PT3M', 'PT3M']) {
      await world.clock.advance(pause)
      await world.signUp({ email: anna })
      await world.quiet()
      counts.push((await confirmations(world)).length)
    }
    expect(counts).toEqual([1, 1, 2, 3, 3, 3, 3, 4, 5, 6, 6])
  })

  test('makes no second course: whichever of two confirmations is pressed, and however often', async ({ world }) => {
    await world.clock.set(monday)
    await world.signUp({ email: anna, timeZone: vienna })
    const first = linkTo('confirm', await world.letterTo(anna, 'confirm'))
    await world.clock.advance('PT10M')
    await world.signUp({ email: anna, timeZone: vienna })
    await world.quiet()
    const second = linkTo('confirm', await world.letterTo(anna, 'confirm'))
    expect(second).not.toBe(first)

    await Promise.all([second, second, first].map((path) => world.post(path)))
    await world.letterTo(anna, 'lesson')
    for (const path of [first, second]) {
      const page = await world.post(path)
      expect(page.status).toBe(200)
      expect(await page.text()).toMatch(/You have already begun[\s\S]+tomorrow, at 7:00 in the morning, Vienna time/)
    }
    await world.liveThrough([at('2026-03-03 07:00', vienna)])
    expect((await world.lessonsTo(anna)).map(dayOf)).toEqual([1, 2])
  })

  test('a button pressed by several impatient fingers at once begins one course, at once', async ({ world }) => {
    await world.clock.set(monday)
    for (const email of ['anna', 'ben', 'cleo', 'dora', 'emil'].map((name) => `${name}@reader.test`)) {
      await world.signUp({ email, timeZone: vienna })
      const path = linkTo('confirm', await world.letterTo(email, 'confirm'))
      const answers = await Promise.all(Array.from({ length: 6 }, () => world.post(path)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
      await world.quiet()
      expect((await world.lessonsTo(email)).map(dayOf)).toEqual([1])
    }
  })

  test('never weakens what a reader has set: her hour and zone stay', async ({ world }) => {
    await world.clock.set(monday)
    const lesson = await world.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
    const before = await (await world.fetch(linkTo('preferences', lesson))).text()
    await world.signUp({ email: anna, firstName: 'Mallory', timeZone: 'Asia/Tokyo' })
    expect(await (await world.fetch(linkTo('preferences', lesson))).text()).toBe(before)
  })

  test('brings back a reader who left, by a new confirmation only; her course goes on where it stopped', async ({
    world,
  }) => {
    await world.clock.set(monday)
    await world.signUp({ email: anna, firstName: 'Anna', timeZone: vienna })
    const oldLink = linkTo('confirm', await world.letterTo(anna, 'confirm'))
    await world.confirm(anna)
    await world.letterTo(anna, 'lesson')
    await world.liveThrough([at('2026-03-03 07:00', vienna), at('2026-03-04 07:00', vienna)])
    const third = await world.letterTo(anna, 'lesson')
    await world.oneClick(third)

    for (const press of [() => world.fetch(oldLink), () => world.post(oldLink)]) {
      const page = await press()
      expect(page.status).toBe(410)
      expect(await page.text()).toContain('This link has grown old')
    }
    await world.liveThrough([at('2026-03-05 07:00', vienna)])
    await world.signUp({ email: anna, timeZone: 'Asia/Tokyo' })
    await world.quiet()
    await world.liveThrough([at('2026-03-09 07:00', vienna)])
    expect(await world.lessonsTo(anna)).toHaveLength(3)
    expect((await world.post(oldLink)).status).toBe(410)

    const back = await (await world.confirm(anna)).text()
    expect(back).toContain('tomorrow, at 7:00 in the morning, Tokyo time')
    await world.liveThrough(
      ['09 20:00', '10 06:59', '10 07:00', '11 07:00'].map((time) => at(`2026-03-${time}`, 'Asia/Tokyo')),
    )
    expect(diary(await world.lettersTo(anna), 'Asia/Tokyo').slice(3)).toEqual([
      '2026-03-10 07:00 day 4',
      '2026-03-11 07:00 day 5',
    ])
    expect((await world.letterTo(anna, 'lesson')).text).toContain('Good morning, Anna.')
  })

  test('a confirmation works for thirty days', async ({ world }) => {
    await world.clock.set(monday)
    await world.signUp({ email: anna })
    const path = linkTo('confirm', await world.letterTo(anna, 'confirm'))
    await world.clock.advance('P29D')
    expect((await world.fetch(path)).status).toBe(200)
    await world.clock.advance('P2D')
    expect((await world.fetch(path)).status).toBe(410)
    expect((await world.post(path)).status).toBe(410)
    await world.quiet()
    expect(await world.lessonsTo(anna)).toEqual([])
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
  test.for(mistakes)(
    '%s: a sentence at the field, and the rest kept',
    async ([, field, wrong, sentence], { world }) => {
      const fields = {
        email: anna,
        firstName: 'Anna',
        consent: 'yes',
        timeZone: 'Asia/Tokyo',
        utm_source: 'card',
        ...wrong,
      }
      const answer = await world.post('/subscribe', fields)
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toContain(`<p class="wrong" id="${field}-wrong">${sentence}`)
      expect(page).toMatch(new RegExp(`name="${field}"[^>]*aria-describedby="${field}-wrong"[^>]*aria-invalid="true"`))
      for (const kept of ['email', 'firstName', 'timeZone', 'utm_source'] as const) {
        expect(page).toMatch(new RegExp(`<input[^>]*name="${kept}"[^>]*value="${fields[kept]}"`))
      }
      expect(page).not.toContain('checked')

      const json = await world.postJson('/subscribe', fields)
      expect(json.status).toBe(422)
      expect(json.headers.get('content-type')).toContain('application/problem+json')
      const told = { code: 'bad_input', status: 422, errors: { [field]: expect.stringContaining(sentence) } }
      expect(await json.json()).toMatchObject(told)
      await world.quiet()
      expect(await world.postman.letters()).toEqual([])
    },
  )

  test('what was typed comes back as text, never as HTML', async ({ world }) => {
    const typed = '"><script>alert(1)</script>'
    const page = await (await world.post('/subscribe', { email: typed, firstName: typed, timeZone: typed })).text()
    expect(page).not.toContain('<script>alert')
    expect(page.split('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')).toHaveLength(4)
  })

  test('a throw-away address is turned down where the practitioner wishes so', async ({ world }) => {
    world.settings({ BLOCK_DISPOSABLE: '1' })
    const answer = await world.signUp({ email: 'anna@mailinator.com' })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('Please use an address that you keep')
  })

  test.for([
    ['half of a JSON', 'application/json', '{"email": '],
    ['a JSON list', 'application/json', '["anna@reader.test"]'],
    ['a form in pieces', 'multipart/form-data', 'anna'],
    ['plain text', 'text/plain', 'email=anna@reader.test&consent=yes'],
  ] as const)('%s is answered with a sentence, not with a fault of ours', async ([, type, body], { world }) => {
    const answer = await world.fetch('/subscribe', { method: 'POST', headers: { 'content-type': type }, body })
    expect(answer.status).toBe(422)
  })

  test('a body as large as a book is turned away', async ({ world }) => {
    const answer = await world.post('/subscribe', { email: anna, consent: 'yes', firstName: 'a'.repeat(600_000) })
    expect(answer.status).toBe(413)
  })
})

describe('somebody who means harm', () => {
  test('cannot put HTML into a letter or a page by way of a first name', async ({ world }) => {
    const name = '<b>Anna</b> & "co" %%unsubscribeUrl%%'
    const escaped = '&lt;b&gt;Anna&lt;/b&gt; &amp; &quot;co&quot; %%unsubscribeUrl%%'
    const lesson = await world.begin({ email: anna, firstName: name, timeZone: vienna })
    expect(lesson.html).toContain(`Good morning, ${escaped}.`)
    expect(lesson.text).toContain(`Good morning, ${name}.`)
    for (const door of ['lessons', 'preferences']) {
      const page = await (await world.fetch(linkTo(door, lesson))).text()
      expect(page).toContain(escaped)
      expect(page).not.toContain('<b>Anna')
    }
  })

  test('cannot put a header or a line into a letter', async ({ world }) => {
    const lesson = await world.begin({ email: anna, firstName: 'Anna\r\nBcc: ben\u2028\u202e' })
    expect(lesson.text).toContain('Good morning, Anna Bcc: ben.')
    expect(lesson.to).toEqual([anna])
    expect(JSON.stringify([lesson.headers, lesson.subject, lesson.from])).not.toContain('ben')
    const answer = await world.signUp({ email: 'cleo@reader.test\r\nBcc: ben@reader.test' })
    expect(answer.status).toBe(422)
  })

  test.for([
    ['another site, as browsers say it', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour on the same domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, from an older browser', { origin: 'https://gold.test' }],
  ] as const)('cannot make a browser sign somebody up from %s', async ([, headers], { world }) => {
    const form = await world.fetch('/subscribe', {
      method: 'POST',
      headers,
      body: new URLSearchParams({ email: anna, consent: 'yes' }),
    })
    expect(form.status).toBe(403)
    expect(await form.text()).toContain('This form was sent from another site.')
    const json = await world.fetch('/subscribe', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ email: anna, consent: 'yes' }),
    })
    expect(json.status).toBe(403)
    expect(json.headers.get('content-type')).toContain('application/problem+json')
    await world.quiet()
    expect(await world.postman.letters()).toEqual([])
  })

  test('cannot sign up a whole town from one network; her neighbour still can', async ({ world }) => {
    const from = (network: string, i: number, type = 'application/x-www-form-urlencoded') =>
      world.fetch('/subscribe', {
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
    // One household has one /64 of IPv6, whatever address in it a machine picks.
    const house = await Promise.all(Array.from({ length: 21 }, (_, i) => from(`2001:db8:1:2::${i + 1}`, 100 + i)))
    expect(house.some(({ status }) => status === 429)).toBe(true)
    for (let i = 0; i < 12; i++) expect((await from('127.0.0.1', 200 + i)).status).toBe(303)
  })

  test('must pass the check of Turnstile where it is on', async ({ world }) => {
    world.settings({ TURNSTILE_SITE_KEY: '1x00000000000000000000AA', TURNSTILE_SECRET_KEY: 'its secret' })
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
        const answer = await world.signUp({ email: anna, 'cf-turnstile-response': token })
        expect(answer.status, token).toBe(status)
      }
    } finally {
      cloudflare.mockRestore()
    }
    expect(await (await world.fetch('/')).text()).toContain('data-sitekey="1x00000000000000000000AA"')
  })
})
