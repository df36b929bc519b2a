import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import type { LetterDoc } from '../../src/features/broadcasts/document/grammar.ts'
import { createDraft } from '../../src/features/broadcasts/draft.ts'
import { sendTest } from '../../src/features/broadcasts/send-test.ts'
import { findStartingPoint } from '../../src/features/broadcasts/starting-points/starting-points.ts'
import { interceptFetch } from '../support/intercept-fetch.ts'
import { rows } from '../support/rows.ts'
import { signInAsOperator } from '../support/sign-in-as-operator.ts'
import { expect, links, linkTo, type TestApp, test } from '../support/test-app.ts'

const MAREN = 'maren@holt-practice.example'
const SCRIPT = '<script>alert(1)</script>'

const letterWith = (...hrefs: string[]): LetterDoc => ({
  type: 'doc',
  content: [
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: 'Good morning' },
        { type: 'gap', attrs: { name: 'commaName' } },
        { type: 'text', text: `. The nape is where many people hold their day. ${SCRIPT}` },
      ],
    },
    ...hrefs.map((href) => ({
      type: 'paragraph' as const,
      content: [{ type: 'text' as const, text: 'here', marks: [{ type: 'link' as const, attrs: { href } }] }],
    })),
    { type: 'button', attrs: { href: '%%bookUrl%%', words: 'Book a session' } },
  ],
})
const GOOD = { subject: 'What the nape tells', preheader: 'One place where the day gathers' }

type Answer = { blocking: Found[]; warnings: Found[]; minutes: number }
type Found = { code: string; message: string; href: string | null }

describe('the check', () => {
  test('says in words and in JSON what keeps a letter here, and leads to each place', async ({ app }) => {
    const maren = await signInAsOperator(app)
    await app.emulator.change({ domains: [{ name: 'holt-practice.example', status: 'not_started' }] })
    const { doc, subject } = findStartingPoint('invitation')!
    const id = await draft(app, { subject, preheader: '', doc })
    const { blocking, warnings } = await askJson(maren, id)
    const codes = (list: Found[]) => [...new Set(list.map(({ code }) => code))]
    expect(codes(blocking)).toEqual(['placeholder', 'domain_unverified'])
    expect(codes(warnings)).toEqual(['no_preheader'])
    expect(blocking.map(({ href }) => href).slice(0, 2)).toEqual([
      `/admin/broadcasts/${id}#subject`,
      `/admin/broadcasts/${id}?block=2#words`,
    ])
    const page = await maren.read(`/admin/broadcasts/${id}/check`)
    expect(page).toContain('things keep this letter here')
    expect(page).toContain('still waits for your own words')
    expect(page).toContain(`href="/admin/broadcasts/${id}?block=2#words"`)
    expect(page).not.toContain('Choose who gets it')
  })

  test('lets a letter go that has everything, and does not take a silent provider for a no', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const id = await draft(app, { ...GOOD, doc: letterWith() })
    expect(await askJson(maren, id)).toMatchObject({ blocking: [], warnings: [{ code: 'domain_unknown' }], minutes: 1 })
    await app.emulator.change({ restricted: true, domains: [] })
    expect(await askJson(maren, id)).toMatchObject({ blocking: [], warnings: [{ code: 'domain_unknown' }] })
    await app.emulator.change({ restricted: false, domains: [{ name: 'Holt-Practice.example', status: 'verified' }] })
    expect(await askJson(maren, id)).toMatchObject({ blocking: [], warnings: [] })
    const page = await maren.read(`/admin/broadcasts/${id}/check`)
    expect(page).toContain('Everything is in its place')
    await app.emulator.change({ domains: [{ name: 'another.example', status: 'verified' }] })
    expect(await askJson(maren, id)).toMatchObject({ blocking: [{ code: 'domain_unverified' }] })
  })

  test('asks for links, and never inside a network, wherever a redirect or a name leads', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const asked: string[] = []
    const ways = new Set<string>()
    interceptFetch(async (request, go) => {
      const url = new URL(request.url)
      if (url.hostname === 'cloudflare-dns.com') {
        const name = url.searchParams.get('name') ?? ''
        const data = url.searchParams.get('type') === 'A' ? ADDRESSES[name] : undefined
        return Response.json({ Status: 0, ...(data && { Answer: [{ type: 1, data }] }) })
      }
      if (!url.hostname.endsWith('salon.at')) return go()
      asked.push(`${request.method} ${url.host}${url.pathname}`)
      ways.add(`${request.redirect}, ${request.headers.get('cookie')}`)
      const page = PAGES[url.hostname]
      if (!page) throw new TypeError('The connection was cut')
      return page(request)
    })
    const hrefs = [...Object.keys(FOUND), 'https://127.0.0.1/', 'https://10.0.0.7/', 'https://db.internal/']
    const id = await draft(app, { ...GOOD, doc: letterWith(...hrefs, 'https://good.salon.at/') })
    const { blocking, warnings } = await askJson(maren, id)
    const found = new Map([...blocking, ...warnings].map(({ code, message }) => [message.split(' ')[0] ?? '', code]))
    for (const [href, code] of Object.entries(FOUND)) expect([href, found.get(href) ?? null]).toEqual([href, code])
    for (const href of hrefs.slice(-3)) expect(found.get(href)).toBe('link_internal')
    expect(asked.filter((one) => /inside|rebinds/.test(one))).toEqual([])
    expect(asked).toContain('GET head.salon.at/')
    expect([...ways], 'each redirect is judged before it is followed').toEqual(['manual, null'])
    const before = asked.length
    await askJson(maren, id)
    expect(asked.length, 'what was found is believed for a while').toBe(before)
  })

  test('looks for the words of the practitioner’s own list', async ({ app }) => {
    const maren = await signInAsOperator(app)
    await app.emulator.change({ domains: [{ name: 'holt-practice.example', status: 'verified' }] })
    const id = await draft(app, { ...GOOD, subject: 'A wonderful detox', doc: letterWith() })
    const claims = async () => (await askJson(maren, id)).warnings.map(({ message }) => message)
    expect(await claims()).toEqual(['“detox” claims more than is known. You might say: may feel light and rested.'])
    expect((await maren.post('/admin/claim-words', { word: ' Wonder* ', milder: 'a help' })).status).toBe(303)
    expect((await maren.post('/admin/claim-words/remove', { word: 'detox*' })).status).toBe(303)
    expect(await claims()).toEqual(['“wonderful” claims more than is known. You might say: a help.'])
    expect(await maren.read('/admin/claim-words')).toContain('Taken off the list')
    await maren.post('/admin/claim-words/reset', { word: 'detox*' })
    await maren.post('/admin/claim-words', { word: 'detox*', milder: SCRIPT })
    await maren.post('/admin/claim-words/remove', { word: 'wonder*' })
    expect(await claims()).toEqual([`“detox” claims more than is known. You might say: ${SCRIPT}.`])
    for (const path of ['/admin/claim-words', `/admin/broadcasts/${id}/check`])
      expect(await maren.read(path)).not.toContain(SCRIPT)
    for (const word of ['', '*', '%%x%%', '1', '<b>']) {
      const refused = await maren.post('/admin/claim-words', { word, milder: 'x' })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain('Please enter a word')
    }
    expect((await maren.post('/admin/claim-words', { word: 'a word', milder: ' ' })).status).toBe(422)
    await rows(sql`
      insert into claim_words (word, milder, updated_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 300) select 'word ' || i, 'x', 1 from n`)
    expect((await maren.post('/admin/claim-words', { word: 'one more', milder: 'x' })).status).toBe(422)
  })
})

describe('the preview', () => {
  test('is the very letter, in a frame that may do nothing', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const id = await draft(app, { ...GOOD, doc: letterWith() })
    const page = await maren.read(`/admin/broadcasts/${id}/preview`)
    expect(page).toMatch(/<iframe[^>]+src="\/admin\/broadcasts\/\d+\/letter"[^>]+sandbox="allow-same-origin"/)
    const framed = await maren.fetch(`/admin/broadcasts/${id}/letter`)
    expect(framed.headers.get('content-security-policy')).toBe(
      "default-src 'none'; img-src 'self' http://localhost; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    )
    expect(framed.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    const html = await framed.text()
    expect(html).toContain('Good morning, Anna.')
    expect(html).toContain('12 Linden Lane')
    expect(html).not.toContain(SCRIPT)
    expect(html).not.toContain('%%')
    expect(html).toContain('@media not all')
    const dark = await maren.fetch(`/admin/broadcasts/${id}/letter?light=dark&pictures=off`)
    expect(dark.headers.get('content-security-policy')).toContain("img-src 'none'")
    expect(await dark.text()).toContain('@media all')
  })

  test('is for a reader of hers by name, and holds no link that does something in that name', async ({ app }) => {
    const lesson = await app.begin({ email: 'berta@reader.test', firstName: 'Berta' })
    const maren = await signInAsOperator(app)
    const id = await draft(app, { ...GOOD, doc: letterWith() })
    const at = `/admin/broadcasts/${id}`
    expect(await maren.read(`${at}/letter?reader=BERTA%40reader.test`)).toContain('Good morning, Berta.')
    expect(await maren.read(`${at}/letter?reader=nobody`)).toContain('Good morning.')
    const text = await maren.read(`${at}/preview?part=text&reader=berta%40reader.test`)
    expect(text).toContain('Good morning, Berta.')
    const [, unsubscribe = ''] = /(\/unsubscribe\/[\w.-]+)/.exec(text) ?? []
    expect(unsubscribe).not.toBe('')
    const opened = await app.fetch(unsubscribe)
    expect(opened.status).toBe(404)
    expect(await opened.text()).toContain('comes from a test of a letter')
    expect((await app.post(unsubscribe)).status).toBe(404)
    expect((await app.fetch(linkTo('preferences', lesson))).status).toBe(200)
    const nobody = await maren.fetch(`${at}/preview?reader=x%22%3E%3Cscript%3E`)
    expect(nobody.status).toBe(422)
    const said = await nobody.text()
    expect(said).toContain('None of your readers has this address.')
    expect(said).not.toContain('"><script>')
  })

  test('says so when something cannot be filled in', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const id = await draft(app, { ...GOOD, subject: 'Hello %%firstName%%', doc: letterWith() })
    expect(await maren.read(`/admin/broadcasts/${id}/preview`)).toContain('cannot be filled in')
    expect((await maren.fetch(`/admin/broadcasts/${id}/letter`)).status).toBe(422)
    expect((await maren.post(`/admin/broadcasts/${id}/test`)).status).toBe(422)
    expect(await askJson(maren, id)).toMatchObject({ blocking: [{ code: 'unknown_gap' }] })
    expect((await maren.fetch('/admin/broadcasts/7/preview')).status).toBe(404)
  })
})

describe('a test', () => {
  test('goes to the operator who asks, marked, with links that lead to nobody, and to nobody else', async ({ app }) => {
    await app.begin({ email: 'anna@reader.test', firstName: 'Anna' })
    const maren = await signInAsOperator(app)
    const id = await draft(app, { ...GOOD, doc: letterWith('https://salon.at/page') })
    const sent = await maren.post(`/admin/broadcasts/${id}/test`)
    expect(sent.headers.get('location')).toBe(`/admin/broadcasts/${id}/preview?done=sent`)
    const letter = await app.letterTo(MAREN, 'broadcast')
    expect(letter.subject).toBe('Test: What the nape tells')
    expect(letter.html).toContain('Good morning.')
    expect(links(letter)).toContain('https://salon.at/page')
    expect(letter.headers['List-Unsubscribe']).toMatch(/^<http.*\/unsubscribe\//)
    const own = links(letter).filter((link) => /\/(unsubscribe|preferences|book)\//.test(link))
    expect(own.length).toBeGreaterThan(2)
    for (const link of own) expect((await app.fetch(new URL(link).pathname)).status).toBe(404)
    expect(await app.lettersTo('anna@reader.test')).toHaveLength(2)
    await app.tick()
    expect((await app.lettersTo('anna@reader.test')).some(({ tags }) => tags.kind === 'broadcast')).toBe(false)
    expect(await maren.read('/admin/log')).toContain('Sent a test of “What the nape tells” to maren@')
  })

  test('is one for a double press, and twenty within the hour are enough', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const id = await draft(app, { ...GOOD, doc: letterWith() })
    const press = () => maren.post(`/admin/broadcasts/${id}/test`)
    await Promise.all([press(), press()])
    const count = async () =>
      (await rows<{ n: number }>(sql`select count(*) as n from deliveries where source_kind = 'broadcast_test'`))[0]?.n
    expect(await count()).toBe(1)
    await rows(sql`
      insert into deliveries (dedupe_key, kind, template, source_kind, operator_id, status, due_at, created_at)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 19)
      select 'old/' || i, 'broadcast', 'x', 'broadcast_test', (select id from operators), 'sent', 1, d.created_at from n,
        (select created_at from deliveries where source_kind = 'broadcast_test') d`)
    await app.clock.advance('PT1M')
    const refused = await press()
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain('20 tests within the hour')
    await app.clock.advance('PT1H')
    expect((await press()).status).toBe(303)
    expect(await count()).toBe(21)
  })

  test('that waits does not leave to somebody who is an operator no longer', async ({ app }) => {
    await signInAsOperator(app)
    const id = await draft(app, { ...GOOD, doc: letterWith() })
    const { db, clock, frame } = await composeContext()(env as unknown as Bindings)
    const [operator] = await rows<{ id: number }>(sql`select id from operators`)
    const actor = { operatorId: operator?.id ?? 0, email: MAREN, device: '', network: null }
    const content = { ...GOOD, html: '<p>Words</p>', text: 'Words' }
    expect(await sendTest(db, { id, content, frame }, actor, 'waiting', clock.now())).toBe(true)
    await rows(sql`update operators set removed_at = 1, source = 'pages'`)
    app.settings({ ADMIN_EMAILS: 'desk@holt-practice.example' })
    await app.clock.advance('PT5M')
    await app.tick()
    expect(await rows(sql`select status from deliveries where source_kind = 'broadcast_test'`)).toEqual([
      { status: 'cancelled' },
    ])
    expect(await app.lettersTo(MAREN)).toEqual([])
  })
})

const FOUND: Record<string, string | null> = {
  'https://good.salon.at/page': null,
  'https://head.salon.at/': null,
  'https://moved.salon.at/': null,
  'https://guarded.salon.at/': null,
  'https://gone.salon.at/': 'link_dead',
  'https://broken.salon.at/': 'link_dead',
  'https://loops.salon.at/': 'link_dead',
  'https://nowhere.salon.at/': 'link_dead',
  'https://cut.salon.at/': 'link_dead',
  'https://inside.salon.at/': 'link_internal',
  'https://leads-in.salon.at/': 'link_internal',
  'https://leads-to-number.salon.at/': 'link_internal',
  'https://leads-to-port.salon.at/': 'link_internal',
}
const ADDRESSES: Record<string, string> = Object.fromEntries(
  ['good', 'head', 'moved', 'guarded', 'gone', 'broken', 'loops', 'cut', 'leads-in', 'leads-to-number', 'leads-to-port']
    .map((name) => [`${name}.salon.at`, '93.184.216.34'])
    .concat([['inside.salon.at', '10.0.0.1']]),
)
const to = (location: string) => () => new Response(null, { status: 302, headers: { location } })
const status = (code: number) => () => new Response('x'.repeat(1000), { status: code })
const PAGES: Record<string, (request: Request) => Response> = {
  'good.salon.at': status(200),
  'head.salon.at': ({ method }) => new Response(null, { status: method === 'HEAD' ? 405 : 200 }),
  'moved.salon.at': to('https://good.salon.at/'),
  'guarded.salon.at': status(403),
  'gone.salon.at': status(404),
  'broken.salon.at': status(500),
  'loops.salon.at': to('/'),
  'leads-in.salon.at': to('https://inside.salon.at/'),
  'leads-to-number.salon.at': to('http://169.254.169.254/latest'),
  'leads-to-port.salon.at': to('https://good.salon.at:8443/'),
}

async function draft(_app: TestApp, given: { subject: string; preheader: string; doc: LetterDoc }): Promise<number> {
  const { db, clock } = await composeContext()(env as unknown as Bindings)
  return createDraft(db, given, clock.now())
}

async function askJson(maren: Awaited<ReturnType<typeof signInAsOperator>>, id: number): Promise<Answer> {
  const answer = await maren.fetch(`/admin/broadcasts/${id}/check`, { headers: { accept: 'application/json' } })
  expect(answer.status).toBe(200)
  return answer.json()
}
