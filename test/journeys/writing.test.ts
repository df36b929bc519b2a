import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { onePixel } from '../support/one-pixel.ts'
import { rows } from '../support/rows.ts'
import { signInAsOperator } from '../support/sign-in-as-operator.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'

const text = (words: string, ...marks: { type: string }[]) => ({
  type: 'text',
  text: words,
  ...(marks.length ? { marks } : {}),
})
const paragraph = (...content: object[]) => ({ type: 'paragraph', content })
const docOf = (...content: object[]) => ({ type: 'doc', content })

type Maren = Awaited<ReturnType<typeof signInAsOperator>>

async function begin(app: TestApp, fields: Record<string, string> = {}) {
  const maren = await signInAsOperator(app)
  return { maren, path: await newDraft(maren, fields) }
}

async function newDraft(maren: Maren, fields: Record<string, string> = {}) {
  const answer = await maren.post('/admin/broadcasts', fields)
  expect(answer.status).toBe(303)
  const path = answer.headers.get('location') ?? ''
  expect(path).toMatch(/^\/admin\/broadcasts\/\d+$/)
  return path
}

/** Saves as the composer does. */
const put = (maren: Maren, path: string, version: number | null, body: unknown) =>
  maren.fetch(path, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      origin: 'http://localhost',
      ...(version === null ? {} : { 'if-match': `"${version}"` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const stored = async (path: string) => {
  const [row] = await rows<{ subject: string; preheader: string; doc: string; version: number }>(
    sql`select subject, preheader, doc, version from broadcasts where id = ${Number(path.split('/').at(-1))}`,
  )
  if (!row) throw new Error(`There is no letter at ${path}`)
  return { ...row, doc: JSON.parse(row.doc) }
}

const markdownIn = (page: string) =>
  (/<textarea[^>]*>\n?([\s\S]*?)<\/textarea>/.exec(page)?.[1] ?? 'no field')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

describe('a letter written without a script', () => {
  test('begins empty, holds every kind of block, and comes back as it was typed', async ({ app }) => {
    const { maren, path } = await begin(app)
    const page = await maren.read(path)
    expect(page).toContain('A new letter')
    expect(page).toMatch(/data-version="1"/)
    const key = await upload(maren)
    const markdown = [
      'Good morning%%commaName%%. This is **bold**, *italic* and [a link](https://example.com/dates).',
      '## What is new',
      '- one\n- two',
      '1. first\n2. second',
      `![A hand on a brow](/media/${key}#1x1)`,
      '---',
      '[Book a session](%%bookUrl%% "button")',
    ].join('\n\n')
    const fields = { subject: 'A quiet Sunday', preheader: 'One place is free.', markdown, version: '1' }
    const saved = await maren.post(path, fields)
    expect([saved.status, saved.headers.get('location')]).toEqual([303, path])
    const again = await maren.read(path)
    expect(markdownIn(again)).toBe(markdown)
    expect(again).toContain('value="A quiet Sunday"')
    const { doc, version } = await stored(path)
    expect(version).toBe(2)
    const kinds = 'paragraph heading bulletList orderedList picture rule button'.split(' ')
    expect(doc.content.map(({ type }: { type: string }) => type)).toEqual(kinds)
    expect(await rows(sql`select alt from pictures where key = ${key}`)).toEqual([{ alt: 'A hand on a brow' }])
    expect(await rows(sql`select picture_key as key from broadcast_pictures`)).toEqual([{ key }])
  })

  test('keeps what Markdown cannot say when its words are saved as they were given', async ({ app }) => {
    const { maren, path } = await begin(app)
    const doc = docOf(
      paragraph(text('un'), text('believ', { type: 'bold' }), text('able ', { type: 'italic' }), text(' x')),
    )
    expect((await put(maren, path, 1, { subject: 'S', preheader: '', doc })).status).toBe(200)
    const page = await maren.read(path)
    const typed = markdownIn(page).replaceAll('\n', '\r\n')
    expect((await maren.post(path, { subject: 'Another', preheader: '', markdown: typed, version: '2' })).status).toBe(
      303,
    )
    expect(await stored(path)).toMatchObject({ subject: 'Another', doc, version: 3 })
  })

  test('is given back with a sentence at the field where something cannot be kept, and nothing is changed', async ({
    app,
  }) => {
    const { maren, path } = await begin(app, { subject: 'Before', markdown: 'Before.' })
    const wrong: [Record<string, string>, string, string][] = [
      [{ markdown: 'Some <b>HTML</b>' }, 'markdown', 'Line 1'],
      [{ markdown: '![x](https://elsewhere.example/p.png)' }, 'markdown', 'from your own pictures'],
      [{ markdown: `![x](/media/${'0'.repeat(32)}.png#1x1)` }, 'markdown', 'not kept here any more'],
      [{ markdown: '[x](javascript:alert(1))' }, 'markdown', 'begins with https://'],
      [{ doc: '{"type":"doc","content":[{"type":"iframe"}]}' }, 'markdown', 'cannot hold'],
      [{ doc: '{' }, 'markdown', 'did not arrive whole'],
      [{ subject: 'x'.repeat(201) }, 'subject', '200 characters'],
      [{ preheader: 'x'.repeat(301) }, 'preheader', '300 characters'],
    ]
    for (const [fields, field, sentence] of wrong) {
      const answer = await maren.post(path, {
        subject: 'After',
        preheader: 'After',
        markdown: 'After.',
        version: '1',
        ...fields,
      })
      const page = await answer.text()
      expect([answer.status, sentence], JSON.stringify(fields)).toEqual([422, sentence])
      expect(page).toMatch(new RegExp(`id="${field}-wrong">[^<]*${sentence}`))
      expect(page).toContain(`aria-describedby="${field}-hint ${field}-wrong"`)
      if (fields.markdown) expect(markdownIn(page)).toBe(fields.markdown)
      expect(page).not.toContain('<b>HTML</b>')
    }
    expect((await maren.post(path, { subject: 'After', markdown: 'After.' })).status).toBe(422)
    expect(await stored(path)).toMatchObject({ subject: 'Before', version: 1 })
  })

  test('that was changed elsewhere meanwhile shows both versions, and either can go on', async ({ app }) => {
    const { maren, path } = await begin(app)
    await maren.post(path, { subject: 'Hers <i>', preheader: '', markdown: 'From the phone.', version: '1' })
    const answer = await maren.post(path, { subject: 'Mine', preheader: 'p', markdown: 'From the desk.', version: '1' })
    const page = await answer.text()
    expect(answer.status).toBe(409)
    for (const words of ['Hers &lt;i&gt;', 'From the phone.', 'Mine', 'From the desk.']) expect(page).toContain(words)
    expect(await stored(path)).toMatchObject({ subject: 'Hers <i>', version: 2 })
    const fieldOf = (name: string) =>
      new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1]?.replaceAll('&quot;', '"') ?? ''
    const keep = Object.fromEntries(['version', 'subject', 'preheader', 'doc'].map((name) => [name, fieldOf(name)]))
    expect((await maren.post(path, keep)).status).toBe(303)
    expect(await stored(path)).toMatchObject({
      subject: 'Mine',
      preheader: 'p',
      doc: docOf(paragraph(text('From the desk.'))),
      version: 3,
    })
  })
})

describe('a letter saved while it is written', () => {
  const words = (subject: string) => ({ subject, preheader: 'p', doc: docOf(paragraph(text(subject))) })

  test('names its version each time, and never goes over words that were not seen', async ({ app }) => {
    const { maren, path } = await begin(app)
    const first = await put(maren, path, 1, words('One'))
    expect([first.status, first.headers.get('etag'), await first.json()]).toEqual([
      200,
      '"2"',
      { version: 2, savedAt: expect.any(Number) },
    ])
    const stale = await put(maren, path, 1, words('Other'))
    expect([stale.status, stale.headers.get('etag')]).toEqual([412, '"2"'])
    expect(await stale.json()).toMatchObject({
      ...words('One'),
      version: 2,
      savedAt: expect.any(Number),
      code: 'changed_elsewhere',
    })
    // An answer that was lost on its way: the same words again.
    const again = await put(maren, path, 1, words('One'))
    expect([again.status, await again.json()]).toEqual([200, { version: 2, savedAt: expect.any(Number) }])
    expect(await stored(path)).toMatchObject({ ...words('One'), version: 2 })
    const [, noted] = await rows<{ action: string }>(
      sql`select action from audit_log where subject is not null order by at`,
    )
    expect(noted).toEqual({ action: 'letter_changed' })
    await put(maren, path, 2, words('Two'))
    expect(await rows(sql`select count(*) as n from audit_log where action = 'letter_changed'`)).toEqual([{ n: 1 }])
  })

  test('of two that come at once only one is taken', async ({ app }) => {
    const { maren, path } = await begin(app)
    const answers = await Promise.all(['A', 'B'].map((subject) => put(maren, path, 1, words(subject))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    const kept = answers[0]?.status === 200 ? 'A' : 'B'
    expect(await stored(path)).toMatchObject({ subject: kept, version: 2 })
  })

  test('is refused in words where it cannot be taken, and what was stored stays', async ({ app }) => {
    const { maren, path } = await begin(app)
    const told = async (answer: Promise<Response>) => {
      const { status, headers } = await answer
      const said = await (await answer).json<{ title?: string }>()
      expect(headers.get('content-type')).toContain('json')
      return [status, said.title]
    }
    expect(await told(put(maren, path, null, words('x')))).toEqual([428, expect.stringContaining('If-Match')])
    expect(await told(put(maren, path, 1, '{'))).toEqual([422, expect.stringContaining('did not arrive whole')])
    expect(await told(put(maren, path, 1, '[]'))).toEqual([422, expect.stringContaining('did not arrive whole')])
    for (const block of [
      { type: 'html' },
      { ...paragraph(text('%%unsubscribeUrl%%')) },
      { type: 'heading', attrs: { level: 1 } },
    ])
      expect(await told(put(maren, path, 1, { ...words('x'), doc: docOf(block) }))).toEqual([422, expect.any(String)])
    expect(await told(put(maren, '/admin/broadcasts/77', 1, words('x')))).toEqual([404, expect.any(String)])
    await maren.post(`${path}/delete`)
    expect(await told(put(maren, path, 1, words('x')))).toEqual([404, expect.stringContaining('deleted')])
    const stranger = await app.fetch(path, {
      method: 'PUT',
      headers: { 'if-match': '"1"' },
      body: JSON.stringify(words('x')),
    })
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/admin/sign-in'])
    expect(await stored(path)).toMatchObject({ subject: '', version: 1 })
  })
})

describe('the list of letters', () => {
  test('is empty at first, then has drafts, which can be copied, deleted, and brought back', async ({ app }) => {
    const maren = await signInAsOperator(app)
    expect(await maren.read('/admin/broadcasts')).toContain('No letters yet')
    const offered = [...(await maren.read('/admin/broadcasts/new')).matchAll(/name="start" value="([^"]+)"/g)]
    expect(offered).toHaveLength(3)
    for (const [, start = ''] of offered) {
      const begun = await newDraft(maren, { start })
      expect((await stored(begun)).doc.content.length, start).toBeGreaterThan(5)
      await maren.post(`${begun}/delete`)
    }
    expect((await maren.post('/admin/broadcasts', { start: 'nothing' })).status).toBe(404)
    const path = await newDraft(maren, { subject: 'Bright <days>', markdown: 'Words.' })
    const list = await maren.read('/admin/broadcasts')
    expect(list).toContain('Bright &lt;days&gt;')
    expect(list).toContain('Draft')
    const copy = (await maren.post(`${path}/duplicate`)).headers.get('location') ?? ''
    expect(copy).not.toBe(path)
    expect(await stored(copy)).toMatchObject({
      subject: 'Bright <days>',
      version: 1,
      doc: docOf(paragraph(text('Words.'))),
    })

    const gone = await maren.post(`${path}/delete`)
    const id = path.split('/').at(-1)
    expect(gone.headers.get('location')).toBe(`/admin/broadcasts?deleted=${id}`)
    const after = await maren.read(`/admin/broadcasts?deleted=${id}`)
    expect(after).toContain('Bring it back')
    expect(after.split('Bright &lt;days&gt;</a>')).toHaveLength(2)
    for (const [method, where] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/delete'],
    ] as const)
      expect(
        (await maren.fetch(`${path}${where}`, { method, headers: { origin: 'http://localhost' } })).status,
        method,
      ).toBe(404)
    expect((await maren.post(`${path}/restore`)).headers.get('location')).toBe(path)
    expect((await maren.fetch(path)).status).toBe(200)
    const actions = await rows<{ action: string }>(
      sql`select action from audit_log where subject is not null order by at, id`,
    )
    expect([...new Set(actions.map(({ action }) => action))].sort()).toEqual([
      'letter_begun',
      'letter_copied',
      'letter_deleted',
      'letter_restored',
    ])
  })

  test('has pages, and no letter is on two of them', async ({ app }) => {
    const maren = await signInAsOperator(app)
    for (let n = 0; n < 35; n++) await newDraft(maren, { subject: `Letter ${n}.` })
    const seen: string[] = []
    for (let next: string | undefined = '/admin/broadcasts'; next; ) {
      const page: string = await maren.read(next)
      seen.push(...[...page.matchAll(/>(Letter \d+\.)<\/a>/g)].map(([, subject = '']) => subject))
      next = /href="(\/admin\/broadcasts\?after=[^"]+)"/.exec(page)?.[1]
    }
    expect(seen).toHaveLength(35)
    expect(new Set(seen).size).toBe(35)
  })

  test('a letter that left is no draft any more: its page is another, and its words stand', async ({ app }) => {
    const { maren, path } = await begin(app, { subject: 'On its way', markdown: 'Words.' })
    await rows(
      sql`update broadcasts set status = 'sent', scheduled_at = 1, template_hash = 'x' where subject = 'On its way' returning id`,
    )
    const page = await maren.read(path)
    expect(page).toContain('Sent')
    expect(page).not.toContain('<textarea')
    expect((await put(maren, path, 1, { subject: 'Other' })).status).toBe(404)
    expect((await maren.post(`${path}/delete`)).status).toBe(404)
    expect((await maren.post(`${path}/duplicate`)).status).toBe(303)
  })
})

describe('a picture', () => {
  const send = (maren: Maren, body: BodyInit) =>
    maren.fetch('/admin/media', {
      method: 'POST',
      headers: { accept: 'application/json', origin: 'http://localhost' },
      body,
    })

  test('is taken by its bytes, kept once, and listed', async ({ app }) => {
    const maren = await signInAsOperator(app)
    for (let twice = 0; twice < 2; twice++) {
      const answer = await send(maren, onePixel(21))
      expect([answer.status, await answer.json()]).toEqual([
        201,
        { key: expect.stringMatching(/\.png$/), width: 1, height: 1 },
      ])
    }
    const list = await maren.fetch('/admin/media', { headers: { accept: 'application/json' } })
    const { pictures, before } = await list.json<{ pictures: { key: string }[]; before: null }>()
    expect([pictures.length, before]).toEqual([1, null])
    expect((await app.fetch(`/media/${pictures[0]?.key}`)).status).toBe(200)
    const page = await maren.read('/admin/media')
    expect(page).toContain(`src="/media/${pictures[0]?.key}"`)
  })

  test('is taken from a plain form too, and given as a line for the plain form of a letter', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const form = new FormData()
    form.set('picture', new File([onePixel(22)], 'holiday.jpg', { type: 'image/jpeg' }))
    form.set('alt', 'A "hand" <b>')
    const answer = await maren.fetch('/admin/media', {
      method: 'POST',
      body: form,
      headers: { origin: 'http://localhost' },
    })
    expect(answer.status).toBe(303)
    const page = await maren.read(answer.headers.get('location') ?? '')
    expect(page).toContain('The picture is here')
    expect(page).toMatch(/value="!\[A &quot;hand&quot; &lt;b&gt;\]\(\/media\/[a-f0-9]{32}\.png#1x1\)"/)
  })

  test('that cannot be taken is refused in words, and nothing is kept', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const gif = Uint8Array.from(atob('R0lGODlhAQABAAAAACwAAAAAAQABAAA='), (letter) => letter.charCodeAt(0))
    const told: [BodyInit, number, string, RegExp][] = [
      [gif, 415, 'not_a_picture', /This is a GIF/],
      [onePixel(23).subarray(0, 50), 422, 'bad_input', /did not arrive whole/],
      [new Uint8Array(1_500_001), 413, 'too_large', /larger than 1.5 MB/],
      [new Uint8Array(30_000_000), 413, 'too_large', /larger than 1.5 MB/],
      ['', 415, 'not_a_picture', /No picture arrived/],
    ]
    for (const [body, status, code, sentence] of told) {
      const answer = await send(maren, body)
      expect([answer.status, await answer.json()]).toEqual([
        status,
        expect.objectContaining({ code, title: expect.stringMatching(sentence) }),
      ])
      if (typeof body === 'string' || body instanceof FormData) continue
      const form = new FormData()
      form.set('picture', new File([body as Uint8Array<ArrayBuffer>], 'holiday.jpg', { type: 'image/jpeg' }))
      const headers = { origin: 'http://localhost', accept: 'text/html' }
      const page = await maren.fetch('/admin/media', { method: 'POST', headers, body: form })
      expect([page.status, await page.text()]).toEqual([status, expect.stringMatching(sentence)])
    }
    expect(await rows(sql`select key from pictures`)).toEqual([])
    const stranger = await app.fetch('/admin/media', { method: 'POST', body: onePixel(24) })
    expect(stranger.headers.get('location')).toBe('/admin/sign-in')
    const elsewhere = { 'sec-fetch-site': 'cross-site' }
    expect((await maren.fetch('/admin/media', { method: 'POST', headers: elsewhere, body: onePixel(24) })).status).toBe(
      403,
    )
  })
})

async function upload(maren: Maren): Promise<string> {
  const headers = { accept: 'application/json', origin: 'http://localhost' }
  const answer = await maren.fetch('/admin/media', { method: 'POST', headers, body: onePixel(20) })
  return (await answer.json<{ key: string }>()).key
}
