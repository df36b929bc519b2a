import { createExecutionContext, env } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, inject } from 'vitest'
import { openWorker } from '../../src/index.ts'
import { interceptFetch } from '../support/intercept-fetch.ts'
import { type TestApp, test } from '../support/test-app.ts'

const shared = ['/', '/care', '/privacy']

describe('A page that is the same for everyone', () => {
  test('may be kept by anybody for five minutes, and has a mark of its own', async ({ app }) => {
    const marks = new Set<string>()
    for (const path of shared) {
      const { status, headers } = await app.fetch(path)
      expect(status, path).toBe(200)
      expect(headers.get('cache-control'), path).toBe('public, max-age=300')
      expect(headers.get('content-type'), path).toBe('text/html; charset=UTF-8')
      expect(headers.get('set-cookie'), path).toBeNull()
      marks.add(headers.get('etag') ?? '')
    }
    expect(marks.size).toBe(shared.length)
    for (const mark of marks) expect(mark).toMatch(/^W\/"[\w-]{22}"$/)
  })

  test('is not sent again to whoever has it', async ({ app }) => {
    for (const path of shared) {
      const first = await app.fetch(path)
      const mark = first.headers.get('etag') ?? ''
      for (const known of [mark, mark.replace('W/', ''), `"another", ${mark}`, '*']) {
        const again = await app.fetch(path, { headers: { 'if-none-match': known } })
        expect(again.status, known).toBe(304)
        expect(await again.text(), known).toBe('')
        for (const name of ['etag', 'cache-control', 'vary', 'content-security-policy', 'strict-transport-security'])
          expect(again.headers.get(name), name).toBe(first.headers.get(name))
      }
    }
  })

  test('is sent to whoever has another', async ({ app }) => {
    const [front, care] = await Promise.all(
      ['/', '/care'].map(async (path) => (await app.fetch(path)).headers.get('etag')),
    )
    for (const known of ['"another"', 'W/"another"', `${care}`, '', 'W/', `${front}x`]) {
      const answer = await app.fetch('/', { headers: { 'if-none-match': known } })
      expect(answer.status, known).toBe(200)
      expect(await answer.text()).toContain('<form method="post" action="/subscribe"')
    }
  })

  test('says the same to HEAD, without itself', async ({ app }) => {
    for (const path of shared) {
      const got = await app.fetch(path)
      const asked = await app.fetch(path, { method: 'HEAD' })
      expect(asked.status).toBe(200)
      expect(await asked.text()).toBe('')
      expect(headersOf(asked)).toEqual(headersOf(got))
      const known = await app.fetch(path, {
        method: 'HEAD',
        headers: { 'if-none-match': got.headers.get('etag') ?? '' },
      })
      expect(known.status).toBe(304)
    }
  })

  test('is another one after a setting has changed', async ({ app }) => {
    const before = await app.fetch('/')
    const mark = before.headers.get('etag') ?? ''
    expect(await before.text()).not.toContain('A new line about her')
    const about = String(Reflect.get(env, 'ABOUT') ?? '')
    app.settings({ ABOUT: 'A new line about her.' })
    const after = await app.fetch('/', { headers: { 'if-none-match': mark } })
    expect(after.status).toBe(200)
    expect(after.headers.get('etag')).not.toBe(mark)
    expect(await after.text()).toContain('A new line about her')
    app.settings({ ABOUT: about })
    expect((await app.fetch('/', { headers: { 'if-none-match': mark } })).status).toBe(304)
  })

  test('is another one after a deploy with another course', async ({ app }) => {
    const mark = (await app.fetch('/')).headers.get('etag') ?? ''
    const worker = openWorker(inject('tinyCourse'))
    const bindings = env as unknown as Parameters<typeof worker.fetch>[1]
    const request = new Request('http://localhost/', { headers: { 'if-none-match': mark } })
    const answer = await worker.fetch(request as never, bindings, createExecutionContext())
    expect(answer.status).toBe(200)
    expect(answer.headers.get('etag')).not.toBe(mark)
    expect((await app.fetch('/')).headers.get('etag')).toBe(mark)
  })

  test('holds the check of Turnstile where it is set, and is then another one', async ({ app }) => {
    const mark = (await app.fetch('/')).headers.get('etag')
    app.settings({ TURNSTILE_SITE_KEY: 'site-key', TURNSTILE_SECRET_KEY: 'secret-key' })
    const answer = await app.fetch('/')
    app.settings({ TURNSTILE_SITE_KEY: '', TURNSTILE_SECRET_KEY: '' })
    expect(answer.headers.get('etag')).not.toBe(mark)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    const page = await answer.text()
    expect(page).toContain('data-sitekey="site-key"')
    expect(page).not.toContain('secret-key')
  })

  test('asks for nothing: neither the database nor anybody else', async ({ app }) => {
    let asked = 0
    interceptFetch((request, go) => {
      asked++
      return go(request)
    })
    for (const path of shared) expect((await app.fetch(path)).status, path).toBe(200)
    expect(asked).toBe(0)
    await app.fetch('/confirm/nonsense')
    expect(asked).toBeGreaterThan(0)
  })
})

describe('Where a visitor came from', () => {
  test('makes the first page hers alone, also for a browser that has the shared one', async ({ app }) => {
    const mark = (await app.fetch('/')).headers.get('etag') ?? ''
    const came: [path: string, referer?: string][] = [
      ['/', 'https://search.test/'],
      ['/?utm_source=spring'],
      ['/?utm_source=spring', 'https://search.test/'],
    ]
    for (const [path, referer] of came) {
      const headers = { 'if-none-match': mark, ...(referer ? { referer } : {}) }
      const answer = await app.fetch(path, { headers })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toBe('private, no-cache')
      expect(answer.headers.get('etag')).toBeNull()
      expect(answer.headers.get('vary')).toBe('Referer')
      const page = await answer.text()
      if (referer) expect(page).toContain('<input type="hidden" name="referrer" value="https://search.test/"/>')
      if (path !== '/') expect(page).toContain('<input type="hidden" name="utm_source" value="spring"/>')
    }
    expect((await app.fetch('/')).headers.get('vary')).toBe('Referer')
  })

  test('stands in no page that others may get, whatever it is', async ({ app }) => {
    const bare = await (await app.fetch('/')).text()
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom('$&', "$'", '"/><script>', '%%body%%', ' ', '\u0000', '?', '#', 'https://a.test/?q=1'),
    )
    const visit = fc.record({
      referer: fc.option(
        fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.constantFrom('', '?', '#x', 'no address')),
      ),
      utm: fc.dictionary(fc.constantFrom('utm_source', 'utm_medium', 'utm_', 'utm_UPPER', 'ref', 'email'), value),
    })
    await fc.assert(
      fc.asyncProperty(visit, async ({ referer, utm }) => {
        const answer = await app.fetch(`/?${new URLSearchParams(utm)}`, {
          headers: referer === null ? {} : { referer },
        })
        const page = await answer.text()
        expect(answer.status).toBe(200)
        if (answer.headers.get('cache-control') !== 'private, no-cache') expect(page).toBe(bare)
        else
          expect(page.replaceAll(/<input type="hidden" name="(referrer|utm_\w+)" value="[^"<>]*"\/>/g, '')).toBe(bare)
        const told = (referer ?? '').replace(/[?#].*$/s, '') !== '' || 'utm_source' in utm || 'utm_medium' in utm
        expect(answer.headers.get('cache-control')).toBe(told ? 'private, no-cache' : 'public, max-age=300')
      }),
      { numRuns: 150, seed: 27, endOnFailure: true },
    )
  })

  test('reaches the ledger as before', async ({ app }) => {
    const page = await (
      await app.fetch('/?utm_source=spring&utm_medium=mail', { headers: { referer: 'https://search.test/find?q=x' } })
    ).text()
    const fields = Object.fromEntries(
      [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    )
    expect(fields).toEqual({
      course: 'seven-mornings',
      timeZone: '',
      page: '/',
      referrer: 'https://search.test/find',
      utm_source: 'spring',
      utm_medium: 'mail',
    })
  })
})

const headersOf = ({ headers }: Awaited<ReturnType<TestApp['fetch']>>) => Object.fromEntries(headers)
