import { sql } from 'drizzle-orm'
import { parseDocument } from 'htmlparser2'
import { describe } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { broadcasts } from '../support/broadcasts.ts'
import { rows } from '../support/rows.ts'
import { signInAsOperator } from '../support/sign-in-as-operator.ts'
import { until } from '../support/test-app/until.ts'
import { expect, links, oneClickPath, type TestApp, test } from '../support/test-app.ts'

const readers = ['anna', 'bea', 'carl', 'dora', 'emil'].map((name) => `${name}@reader.test`)
const [anna = '', bea = ''] = readers
const browser = { headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/145.0' } }
const subject = '=Spring & "summer"'
const markdown = `Good morning%%commaName%%.

[One place](https://a.example/one?x=1&y=2) is free, and [another](https://b.example/).

[Write](mailto:maren@practice.example)`

/** A letter with two links that five readers got an hour ago, and the practitioner signed in. */
async function sentLetter(app: TestApp) {
  await app.clock.set('2026-03-02T09:30:00Z')
  for (const email of readers) await app.begin({ email, timeZone: 'Europe/Vienna' })
  await app.clock.set('2026-03-02T12:00:00Z')
  const maren = await signInAsOperator(app)
  const path = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
  const preheader = 'Two places <are> free.'
  expect((await maren.post(path, { subject, preheader, markdown, version: '1' })).status).toBe(303)
  const id = Number(path.split('/').at(-1))
  await broadcasts.schedule(id)
  await app.tick()
  await app.clock.advance('PT1H')
  await app.tick()
  const letters = await Promise.all(readers.map((email) => app.letterTo(email, 'broadcast')))
  return { id, path, maren, letters: letters as [Letter, Letter, Letter, Letter, Letter] }
}

const goLinks = (letter: Letter) => links(letter).filter((link) => link.includes('/go/'))

const counted = (many: number) =>
  until('The clicks were not counted.', async () => (await rows(sql`select 1 from link_clicks`)).length === many)

/** The words of a page, with single spaces. */
const wordsOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

const figure = (page: string, words: string) =>
  new RegExp(`<dt>${words}</dt><dd>([^<]*)</dd>`).exec(page)?.[1] ?? 'no such figure'

describe('the report of a letter', () => {
  test('says what came of it: who clicked what, who left, who booked, what came back and why', async ({ app }) => {
    const { path, maren, letters } = await sentLetter(app)
    const [toAnna, toBea, toCarl, toDora, toEmil] = letters
    for (const letter of letters.slice(0, 4)) await app.sendEvent('delivered', letter)
    await app.sendEvent('bounced', toEmil)
    await app.sendEvent('complained', toDora)
    await app.clock.advance('PT1H')
    // Anna presses the first link twice and the second once, Bea the first; a scanner opens Carl's.
    const [first = '', second = ''] = goLinks(toAnna)
    for (const link of [first, first, second, goLinks(toBea)[0] ?? '']) await app.fetch(link, browser)
    await app.fetch(goLinks(toCarl)[1] ?? '', { method: 'HEAD' })
    await counted(4)
    // Carl leaves by this letter. Bea, who was not on a booking page, booked by telephone within the week.
    expect((await app.fetch(oneClickPath(toCarl), { method: 'POST', body: 'List-Unsubscribe=One-Click' })).status).toBe(
      200,
    )
    await app.clock.advance('P6D')
    await rows(sql`
      insert into bookings (subscriber_id, booked_at, source)
      select id, ${Date.parse(await app.clock.now())}, 'test' from subscribers where email = ${bea} returning subscriber_id`)
    await app.clock.advance('P2D')
    await rows(sql`
      insert into bookings (subscriber_id, booked_at, source)
      select id, ${Date.parse(await app.clock.now())}, 'test' from subscribers where email = ${anna} returning subscriber_id`)

    const page = await maren.read(path)
    expect(Object.fromEntries(FIGURES.map((words) => [words, figure(page, words)]))).toEqual({
      Sent: '5',
      Delivered: '4',
      'Clicked a link': '2',
      'Booked within seven days': '1',
      'Unsubscribed by its link': '1',
      'Came back': '1',
      'Marked as spam': '1',
    })
    const words = wordsOf(page)
    expect(words).toContain('One place a.example/one?x=1&amp;y=2 2')
    expect(words).toContain('another b.example 1')
    expect(words).toContain('In one more letter links were opened only by programs')
    expect(words).toContain('There is no such mailbox, or it has been closed 1')
    expect(words).toContain('Whether a letter was opened is not measured')
    // Five readers are too few for a share of them, and what she typed is inert.
    expect(page).not.toMatch(/\d%/)
    expect(page).toContain('=Spring &amp; &quot;summer&quot;</h1>')

    // The same on the letter itself, whose links lead nowhere there.
    const drawn = await maren.fetch(`${path}/report/letter`)
    expect(drawn.headers.get('content-security-policy')).toContain('sandbox')
    const letter = await drawn.text()
    expect(wordsOf(letter)).toMatch(/One place\s*2\s*is free, and another\s*1\s*\./)
    expect(letter).not.toMatch(/href="(https:\/\/a\.|[^"]*\/go\/)/)

    const csv = await maren.fetch(`${path}/report.csv`)
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="letter-2026-03-02.csv"')
    const bytes = new Uint8Array(await csv.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const table = new TextDecoder().decode(bytes)
    expect(table).toContain(`Sent,"'=Spring & ""summer""",5\r\n`)
    expect(table).toContain('People who clicked this link,One place: https://a.example/one?x=1&y=2,2\r\n')
    expect(table).toContain('Letters whose links only programs opened,,1\r\n')

    // Replies, which she counts herself.
    const wrong = await maren.post(`${path}/replies`, { replies: 'a few' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('Please write a number, such as 12, or leave it empty.')
    expect((await maren.post(`${path}/replies`, { replies: '12' })).headers.get('location')).toBe(
      `${path}?done=replies`,
    )
    const after = await maren.read(`${path}?done=replies`)
    expect(figure(after, 'Wrote back')).toBe('12')
    expect(after).toContain('The replies are noted.')
    expect(await maren.read('/admin/log')).toContain('Noted the replies to the letter')
    await maren.post(`${path}/replies`, { replies: '' })
    expect(await maren.read(path)).not.toContain('Wrote back')
  })

  test('is there for operators alone, and for letters that have left', async ({ app }) => {
    const { path } = await sentLetter(app)
    const maren = await signInAsOperator(app)
    const draft = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
    for (const page of ['/report', '/report.csv', '/report/letter']) {
      const answer = await app.fetch(`${path}${page}`)
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/sign-in'])
      expect((await maren.fetch(`${draft}${page}`)).status, page).toBe(404)
    }
    const cross = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site', origin: 'https://gold.test' } }
    for (const form of ['/publish', '/unpublish', '/replies']) {
      expect((await maren.fetch(`${path}${form}`, cross)).status, form).toBe(403)
      expect((await maren.post(`${draft}${form}`)).status, form).toBe(404)
    }
    expect((await app.fetch('/letters')).status).toBe(200)
  })
})

const FIGURES = [
  'Sent',
  'Delivered',
  'Clicked a link',
  'Booked within seven days',
  'Unsubscribed by its link',
  'Came back',
  'Marked as spam',
]

describe('a letter on the web', () => {
  test('is there once she says so, with nothing of a reader in it, and gone when she takes it down', async ({
    app,
  }) => {
    const empty = await app.fetch('/letters')
    expect(await empty.text()).toContain('There are no letters to read here yet.')
    expect(entriesOf(await (await app.fetch('/feed.xml')).text())).toEqual([])
    const { path, maren } = await sentLetter(app)
    expect(await maren.read(path)).toContain('Put it on the web')
    expect(await (await app.fetch('/letters')).text()).toContain('There are no letters')

    const published = await maren.post(`${path}/publish`)
    expect(published.headers.get('location')).toBe(`${path}?done=published`)
    expect(await maren.read(path)).toContain('href="/letters/spring-summer"')
    const list = await (await app.fetch('/letters')).text()
    expect(list).toContain('<a href="/letters/spring-summer">=Spring &amp; &quot;summer&quot;</a>')
    const answer = await app.fetch('/letters/spring-summer')
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(page).toContain('Good morning.')
    expect(page).toContain('href="https://a.example/one?x=1&amp;y=2"')
    expect(page).toContain('<meta property="og:type" content="article"/>')
    expect(page).toContain('<meta property="og:description" content="Two places &lt;are&gt; free."/>')
    expect(page).toContain('<link rel="alternate" type="application/atom+xml"')
    expect(page).not.toMatch(/%%|\/go\/|\/preferences\/|\/unsubscribe\/|\/book\/|reader\.test|style=/)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    const etag = answer.headers.get('etag') ?? ''
    expect((await app.fetch('/letters/spring-summer', { headers: { 'if-none-match': etag } })).status).toBe(304)

    const feed = await app.fetch('/feed.xml')
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=UTF-8')
    const [entry] = entriesOf(await feed.text())
    expect(entry).toMatchObject({
      id: 'http://localhost/letters/spring-summer',
      title: subject,
      summary: 'Two places <are> free.',
      published: expect.stringMatching(/^2026-03-02T12:00:0\d\.\d{3}Z$/),
    })
    expect(entry?.content).toContain('<a href="https://a.example/one?x=1&amp;y=2">One place</a>')

    // Another of the same name has an address of its own; this one keeps its own.
    await maren.post(`${path}/duplicate`)
    const [copy] = await rows<{ id: number }>(sql`select id from broadcasts where status = 'draft'`)
    await broadcasts.schedule(copy?.id ?? 0)
    await app.tick()
    await maren.post(`/admin/broadcasts/${copy?.id}/publish`)
    const slugs = (await rows<{ slug: string }>(sql`select slug from broadcasts order by created_at`)).map(
      ({ slug }) => slug,
    )
    expect(slugs[0]).toBe('spring-summer')
    expect(slugs[1]).toMatch(/^spring-summer-[a-z0-9]{5}$/)

    await maren.post(`${path}/unpublish`)
    await maren.post(`${path}/unpublish`)
    const gone = await app.fetch('/letters/spring-summer')
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([410, 'no-store'])
    expect(await gone.text()).toContain('This letter is no longer here')
    expect(await (await app.fetch('/letters')).text()).not.toContain('"/letters/spring-summer"')
    expect(entriesOf(await (await app.fetch('/feed.xml')).text())).toHaveLength(1)
    expect((await app.fetch('/letters/never-there')).status).toBe(404)
    expect((await app.fetch('/letters/spring-summer%00')).status).toBe(404)
    expect(await maren.read('/admin/log')).toMatch(/Put the letter .*on the web/)
    await maren.post(`${path}/publish`)
    expect((await app.fetch('/letters/spring-summer')).status).toBe(200)
  })
})

test('a letter is put on the web as it is sent, where she asks for that, and stands there once it has left', async ({
  app,
}) => {
  await app.clock.set('2026-03-02T09:30:00Z')
  await app.begin({ email: anna, timeZone: 'Europe/Vienna' })
  const maren = await signInAsOperator(app)
  const path = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
  const words = 'Good morning. There is one more place in the workshop on Sunday, and I would be glad to see you there.'
  await maren.post(path, { subject: 'A quiet Sunday', preheader: 'One place', markdown: words, version: '1' })
  await maren.post(`${path}/audience`, { course: 'any' })
  const asked = await maren.post(`${path}/send`, { when: 'now' })
  expect(await asked.text()).toMatch(/name="publish"(?![^>]*checked)/)
  const sent = await maren.post(`${path}/send`, { when: 'now', confirm: 'yes', publish: 'on' })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, path])
  expect((await app.fetch('/letters/a-quiet-sunday')).status).toBe(410)
  expect(await (await app.fetch('/letters')).text()).toContain('There are no letters')
  await app.clock.advance('PT2M')
  await app.tick()
  expect((await app.fetch('/letters/a-quiet-sunday')).status).toBe(200)
})

type Node = { name?: string; data?: string; children?: Node[] }

/** The entries of an Atom feed, each by the text of its elements; fails where it is not well formed. */
function entriesOf(xml: string): Record<string, string>[] {
  const document = parseDocument(xml, { xmlMode: true, decodeEntities: true }) as Node
  const feed = document.children?.find(({ name }) => name === 'feed')
  const names = feed?.children?.flatMap(({ name }) => name ?? []) ?? []
  for (const needed of ['id', 'title', 'updated', 'author', 'link']) expect(names).toContain(needed)
  return (feed?.children ?? [])
    .filter(({ name }) => name === 'entry')
    .map(({ children }) => Object.fromEntries((children ?? []).map((child) => [child.name ?? '', textOf(child)])))
}

const textOf = ({ data, children }: Node): string => data ?? (children ?? []).map(textOf).join('')
