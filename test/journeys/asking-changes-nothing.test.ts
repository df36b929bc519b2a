import { sql } from 'drizzle-orm'
import { openApp } from '../../src/web/app.tsx'
import type { Parts } from '../../src/web/http/open-context.ts'
import { newAuthenticator } from '../support/authenticator.ts'
import { broadcasts } from '../support/broadcasts.ts'
import { interceptFetch } from '../support/intercept-fetch.ts'
import { onEachDay } from '../support/local-time.ts'
import { onePixel } from '../support/one-pixel.ts'
import { addPasskey, idsIn, signInPathIn } from '../support/operator-at-work.ts'
import { rows } from '../support/rows.ts'
import { signInAsOperator } from '../support/sign-in-as-operator.ts'
import { expect, type Letter, links, type TestApp, test } from '../support/test-app.ts'

const vienna = 'Europe/Vienna'
const anna = 'anna@reader.test'
const colleague = 'desk@holt-practice.example'
const SECRET = 'What nobody may read yet'
const browser = {
  'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/145.0',
  accept: 'text/html,*/*;q=0.8',
}

/** Here asking is the deed: it signs in, on the practitioner's own machine alone. */
const SIGNS_IN = '/admin/sign-in/development'
/** The letter itself, in the frame of a page: a mail has its styles within. */
const isLetter = (route: string) => route.endsWith('/letter')

/** What changes with asking: who followed which link of a letter, and who came to book. */
const COUNTED = ['link_clicks', 'booking_clicks']

test('every address that answers GET changes nothing, breaks no rule of its page, and shows a stranger what is a stranger’s', async ({
  app,
}) => {
  const { maren, fill } = await filledSite(app)
  const before = await everyRow()
  for (const route of routesForGet()) {
    const paths = fill(route)
    expect(paths.length, `an address for ${route}`).toBeGreaterThan(0)
    for (const path of paths) {
      const isDesk = route.startsWith('/admin') && !route.startsWith('/admin/sign-in')
      const stranger = await app.fetch(path, { headers: browser })
      const seen = await wordsOf(stranger)
      expect(seen, path).not.toContain(SECRET)
      expect(seen, path).not.toContain(colleague)
      if (isDesk) {
        expect([path, stranger.status, stranger.headers.get('location')]).toEqual([path, 303, '/admin/sign-in'])
        expect(seen, path).not.toContain(anna)
      }
      const answer = isDesk ? await maren.fetch(path, { headers: browser }) : stranger
      expect(answer.status, path).toBeLessThan(400)
      keepsItsRules(route, answer, isDesk ? await wordsOf(answer) : seen)
      const head = await (isDesk ? maren : app).fetch(path, { method: 'HEAD', headers: browser })
      expect([path, head.status, await head.text()]).toEqual([path, answer.status, ''])
    }
  }
  await app.quiet()
  expect(await everyRow()).toEqual(before)
})

function keepsItsRules(route: string, { headers }: Response, body: string) {
  expect(headers.get('content-security-policy'), route).toMatch(/default-src 'none'.*frame-ancestors '(none|self)'/)
  expect(headers.get('x-content-type-options'), route).toBe('nosniff')
  if (route.startsWith('/admin') || route.includes('/:token')) {
    expect(headers.get('cache-control'), route).toBe('no-store')
    expect(headers.get('x-robots-tag'), route).toContain('noindex')
  }
  if (isLetter(route)) return
  expect(headers.get('content-security-policy'), route).not.toContain('unsafe')
  if (!headers.get('content-type')?.startsWith('text/html')) return
  expect(body, route).not.toMatch(/<style|\sstyle="|<script(?![^>]*\ssrc=)|\son\w+="|javascript:/)
}

/** What an answer holds, of a picture too. */
const wordsOf = async (answer: Response) => new TextDecoder().decode(await answer.arrayBuffer())

const routesForGet = () => {
  const { routes } = openApp({ courses: [] } as unknown as Parts)
  const asked = routes.filter(({ method, path }) => method === 'GET' && path !== SIGNS_IN)
  return [...new Set(asked.map(({ path }) => path))]
}

/** A site with a reader of the whole course, a letter that left and is on the web, a draft, a picture, a passkey and a colleague. */
async function filledSite(app: TestApp) {
  interceptFetch(async (request, go) =>
    ['localhost', '127.0.0.1'].includes(new URL(request.url).hostname) ? go() : Response.json({ Status: 3 }),
  )
  await app.clock.set('2026-03-02T09:30:00Z')
  await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
  await app.liveThrough(onEachDay('2026-03-03', 6, vienna, ['07:00']))
  const maren = await signInAsOperator(app)
  const write = async (subject: string, markdown: string) => {
    const path = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
    expect((await maren.post(path, { subject, preheader: '', markdown, version: '1' })).status).toBe(303)
    return path
  }
  const sent = await write('Spring', '[One place](https://a.example/one) is free.')
  const draft = await write(SECRET, 'Words that wait.')
  await broadcasts.schedule(Number(sent.split('/').at(-1)))
  await app.tick()
  await maren.post(`${sent}/publish`)
  const headers = { accept: 'application/json', origin: 'http://localhost' }
  const picture = await maren.fetch('/admin/media', { method: 'POST', headers, body: onePixel(77) })
  const { key } = await picture.json<{ key: string }>()
  await addPasskey(maren, await newAuthenticator())
  await maren.post('/admin/operators', { email: colleague })
  await app.quiet()
  const letters = await app.lettersTo(anna)
  const [passkey] = idsIn(await maren.read('/admin/account'), /passkeys\/(\d+)\/name/g)
  const [operator] = idsIn(await maren.read('/admin/operators'), /operators\/(\d+)\/remove/g)
  const invitation = signInPathIn(await app.letterTo(colleague, 'signin'))

  const fill = (route: string): string[] => {
    if (route === '/admin/sign-in/:token') return [invitation]
    if (route === '/admin/account/passkeys/:id/remove') return [route.replace(':id', passkey ?? '')]
    if (route === '/admin/operators/:id/remove') return [route.replace(':id', operator ?? '')]
    if (route === '/letters/:slug') return ['/letters/spring']
    if (route.startsWith('/media/:key')) return [`/media/${key}`]
    if (route.startsWith('/admin/broadcasts/:id{[0-9]+}')) {
      const what = route.slice('/admin/broadcasts/:id{[0-9]+}'.length)
      const of = what.startsWith('/report') ? [sent] : what === '' ? [sent, draft] : [draft]
      return of.map((path) => `${path}${what}`)
    }
    const [, way = ''] = /^\/(\w+)\/:token/.exec(route) ?? []
    return way === '' ? [route] : pathsTo(way, letters).slice(0, 1)
  }
  return { maren, fill }
}

const pathsTo = (way: string, letters: readonly Letter[]) =>
  letters.flatMap((letter) =>
    links(letter)
      .map((link) => new URL(link))
      .filter(({ pathname }) => pathname.startsWith(`/${way}/`))
      .map(({ pathname, search }) => pathname + search),
  )

/** Every row of every table by the table's name, without what asking may change. */
async function everyRow(): Promise<Record<string, unknown[]>> {
  const tables = await rows<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'`,
  )
  const kept = tables.filter(({ name }) => !COUNTED.includes(name))
  return Object.fromEntries(
    await Promise.all(kept.map(async ({ name }) => [name, await rows(sql.raw(`select * from "${name}"`))] as const)),
  )
}
