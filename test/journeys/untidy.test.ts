import { env } from 'cloudflare:workers'
import { describe } from 'vitest'
import * as words from '#letters'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import { broadcasts } from '../support/broadcasts.ts'
import { at } from '../support/local-time.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const monday = at('2026-03-02 10:30', 'Europe/Vienna')

/** A practice as people really name theirs, every mark in it that HTML or JSON could stumble over. */
const practice = {
  FROM_NAME: "O'Neill & Søn",
  POSTAL_ADDRESS: `Hof <3>, "Zum Löwen" & Co, 1 King's Lane, 4700 Næstved`,
  ABOUT: `I don't do <em>miracles</em> & never "did".\n\n%%senderName%% </script><script>alert('x')</script>`,
  BOOKING_URL: "https://booking.example/o'neill?lang=da&with=me",
}
const escaped = {
  FROM_NAME: 'O&#39;Neill &amp; Søn',
  POSTAL_ADDRESS: 'Hof &lt;3&gt;, &quot;Zum Löwen&quot; &amp; Co, 1 King&#39;s Lane, 4700 Næstved',
}

const entity = /&(#\d+|#x[\da-f]+|[a-z]+);/i

/** Holds that a letter says both names rightly in HTML, and in its text as a person writes them. */
const isWhole = ({ html, text, from, subject }: Letter) => {
  expect(from).toBe(`"O'Neill & Søn" <maren@holt-practice.example>`)
  expect(html).toContain(escaped.POSTAL_ADDRESS)
  expect(html).toContain(escaped.FROM_NAME)
  for (const raw of [practice.FROM_NAME, practice.POSTAL_ADDRESS]) expect(html).not.toContain(raw)
  expect(html).not.toMatch(/&amp;(#\d+|amp|lt|gt|quot);/)
  expect(text).toContain(practice.POSTAL_ADDRESS)
  for (const words of [subject, text]) expect(words).not.toMatch(entity)
}

const named = { firstName: "D'Arcy & Ada", inHtml: 'D&#39;Arcy &amp; Ada' }

describe('a practice whose name has marks in it', () => {
  test('is named rightly in every letter: in HTML escaped, in the text as it is', async ({ app }) => {
    const lesson = await beginAt(app)
    const confirmation = await app.letterTo(anna, 'confirm')
    for (const letter of [confirmation, lesson]) isWhole(letter)
    expect(lesson.html).toContain(`Good morning, ${named.inHtml}.`)
    expect(lesson.text).toContain(`Good morning, ${named.firstName}.`)
    // A header is sent unchanged, so letters beyond ASCII come encoded (RFC 2047).
    const [, encoded = ''] = /^=\?UTF-8\?B\?(\S+)\?= <letters\.localhost>$/.exec(lesson.headers['List-Id'] ?? '') ?? []
    expect(Buffer.from(encoded, 'base64').toString()).toBe(practice.FROM_NAME)
    await app.clock.advance('PT1H')
    await app.signUp({ email: anna })
    await app.quiet()
    const already = await app.letterTo(anna, 'confirm')
    expect(already.subject).toContain('you are a reader already')
    isWhole(already)
  })

  test('is named rightly on every page', async ({ app }) => {
    const lesson = await beginAt(app)
    const paths = [
      '/',
      '/care',
      '/privacy',
      ...['preferences', 'unsubscribe', 'lessons'].map((way) => linkTo(way, lesson)),
    ]
    for (const path of paths) {
      const page = await (await app.fetch(path)).text()
      expect(page, path).toContain(escaped.FROM_NAME)
      expect(page, path).not.toContain(practice.FROM_NAME)
      expect(page, path).not.toMatch(/&amp;(#\d+|amp|lt|gt|quot);/)
    }
    const landing = await (await app.fetch('/')).text()
    expect(landing).toContain('I don&#39;t do &lt;em&gt;miracles&lt;/em&gt; &amp; never &quot;did&quot;.')
    expect(landing).toContain('%%senderName%% &lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;')
    expect(await (await app.fetch(linkTo('lessons', lesson))).text()).toContain(`Good morning, ${named.inHtml}.`)
  })

  test('is agreed to by its name as it is written, in the words of consent', async ({ app }) => {
    app.settings(practice)
    expect(await (await app.fetch('/')).text()).toContain(`an occasional letter from ${escaped.FROM_NAME}.`)
  })

  test('has a booking page with marks in its address, which stays as it is', async ({ app }) => {
    app.settings({ BOOKING_PROVIDER: 'calcom' })
    const lesson = await beginAt(app)
    // The first lesson has no link to book yet; the token of a later one names the same reader.
    const { signer } = await composeContext()(env as unknown as Bindings)
    const [, , token = ''] = linkTo('preferences', lesson).split('/')
    const answer = await app.fetch(`/book/${signer.sign('book', signer.read('preferences', token) ?? [])}`)
    const url = new URL(answer.headers.get('location') ?? '')
    expect(url.href).toContain("https://booking.example/o'neill?lang=da&with=me&")
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      lang: 'da',
      with: 'me',
      name: named.firstName,
      email: anna,
    })
  })
})

describe('a letter to everyone', () => {
  const subject = `Maren's "quiet" Sunday & more <soon>%%commaName%%`
  const preheader = `Tea & cake <here>, said "Søn" of the O'Neills.`

  test('may have marks in its subject and its line for the inbox', async ({ app }) => {
    await beginAt(app)
    const id = await broadcasts.draft({ subject, preheader })
    await broadcasts.schedule(id)
    await app.tick()
    const letter = await app.letterTo(anna, 'broadcast')
    isWhole(letter)
    expect(letter.subject).toBe(`Maren's "quiet" Sunday & more <soon>, ${named.firstName}`)
    const inHtml = `Maren&#39;s &quot;quiet&quot; Sunday &amp; more &lt;soon&gt;, ${named.inHtml}`
    expect(letter.html).toContain(`<title>${inHtml}</title>`)
    expect(letter.html).toContain(`aria-label="${inHtml}"`)
    expect(letter.html).toContain('Tea &amp; cake &lt;here&gt;, said &quot;Søn&quot; of the O&#39;Neills.')
    expect(letter.html).not.toContain('<soon>')
  })

  test('reaches a reader who gave no name without a gap where it would stand', async ({ app }) => {
    app.settings(practice)
    await app.clock.set(monday)
    const lesson = await app.begin({ email: anna })
    const id = await broadcasts.draft()
    await broadcasts.schedule(id)
    await app.tick()
    const letter = await app.letterTo(anna, 'broadcast')
    expect(letter.subject).toBe('A quiet Sunday')
    for (const { html, text } of [lesson, letter]) {
      expect(text).toContain('Good morning.')
      expect(`${html}${text}`).not.toMatch(/, ?\.|%%|undefined|null/)
    }
  })
})

test('no letter of ours has an entity in its text before it is filled', () => {
  const parts = [
    ...Object.values(words.letters),
    ...words.courses.flatMap(({ lessons }) => lessons.flatMap(({ open, booked }) => [open, booked])),
    words.frame,
  ]
  for (const { text } of parts) expect(text).not.toMatch(entity)
})

async function beginAt(app: TestApp) {
  app.settings(practice)
  await app.clock.set(monday)
  return await app.begin({ email: anna, firstName: named.firstName, timeZone: 'Europe/Vienna' })
}
