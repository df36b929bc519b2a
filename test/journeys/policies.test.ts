import { inject } from 'vitest'
import { openApp } from '../../src/web/app.tsx'
import type { Parts } from '../../src/web/http/open-context.ts'
import { at, onEachDay } from '../support/local-time.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

/** What an outsider may see of each route. A route that is added stands here with its policy, or the first test fails. */
const PAGE = { others: 'refused', errors: 'page', maxKB: 64, cached: 'no-store', indexed: true }
const SITE = { ...PAGE, referrer: 'strict-origin-when-cross-origin' }
const BEHIND_TOKEN = { ...PAGE, indexed: false, referrer: 'no-referrer' }
const DESK = { ...BEHIND_TOKEN, maxKB: 512, referrer: 'same-origin' }
const FOR_PROGRAMS = { ...SITE, errors: 'problem' }
const seen: Record<string, typeof SITE> = {
  'GET /': { ...SITE, cached: 'public, max-age=300' },
  'GET /care': { ...SITE, cached: 'public, max-age=300' },
  'GET /privacy': { ...SITE, cached: 'public, max-age=300' },
  'POST /subscribe': SITE,
  'GET /check-inbox': { ...BEHIND_TOKEN },
  'GET /confirm/:token': BEHIND_TOKEN,
  'POST /confirm/:token': BEHIND_TOKEN,
  'GET /never/:token': BEHIND_TOKEN,
  'POST /never/:token': BEHIND_TOKEN,
  'GET /unsubscribe/:token': { ...BEHIND_TOKEN, others: 'welcome' },
  'POST /unsubscribe/:token': { ...BEHIND_TOKEN, others: 'welcome' },
  'GET /preferences/:token': BEHIND_TOKEN,
  'POST /preferences/:token': BEHIND_TOKEN,
  'POST /preferences/:token/weekdays': BEHIND_TOKEN,
  'POST /preferences/:token/hour': BEHIND_TOKEN,
  'POST /preferences/:token/pause': BEHIND_TOKEN,
  'POST /preferences/:token/resume': BEHIND_TOKEN,
  'GET /lessons/:token': BEHIND_TOKEN,
  'GET /book/:token': BEHIND_TOKEN,
  'GET /booked/:token': BEHIND_TOKEN,
  // Of no letter to everyone.
  'GET /go/:token': BEHIND_TOKEN,
  'POST /booked/:token': BEHIND_TOKEN,
  // These are seen in their errors: without a picture, without a signature, and without a moment.
  'GET /letters': { ...SITE, cached: 'public, max-age=300' },
  // Where there is no letter.
  'GET /letters/:slug': BEHIND_TOKEN,
  'GET /feed.xml': { ...SITE, cached: 'public, max-age=300' },
  'GET /media/:key{[a-f0-9]{32}\\.(?:jpg|png)}': {
    ...FOR_PROGRAMS,
    referrer: 'no-referrer',
    others: 'welcome',
    maxKB: 1,
    indexed: false,
  },
  'GET /admin': DESK,
  'GET /admin/sign-in': DESK,
  'POST /admin/sign-in': DESK,
  // Without a session; a link that is not whole is told nobody.
  'GET /admin/sign-in/:token': { ...DESK, referrer: 'no-referrer' },
  'POST /admin/sign-in/:token': { ...DESK, referrer: 'no-referrer' },
  'GET /admin/sign-in/development': DESK,
  // Without a passkey.
  'POST /admin/sign-in/passkey': { ...DESK, referrer: 'no-referrer' },
  'POST /admin/sign-in/passkey/options': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/check': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/letter': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/preview': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/test': DESK,
  'GET /admin/claim-words': DESK,
  'POST /admin/claim-words': DESK,
  'POST /admin/claim-words/remove': DESK,
  'POST /admin/claim-words/reset': DESK,
  'GET /admin/account': DESK,
  'POST /admin/account/sessions/revoke': DESK,
  'POST /admin/account/sessions/:id/revoke': DESK,
  'POST /admin/account/passkeys': DESK,
  'POST /admin/account/passkeys/options': DESK,
  'POST /admin/account/passkeys/:id/name': DESK,
  'GET /admin/account/passkeys/:id/remove': DESK,
  'POST /admin/account/passkeys/:id/remove': DESK,
  'GET /admin/operators': DESK,
  'POST /admin/operators': DESK,
  'GET /admin/operators/:id/remove': DESK,
  'POST /admin/operators/:id/remove': DESK,
  'GET /admin/log': DESK,
  'GET /admin/unsaved': DESK,
  'POST /admin/unsaved': DESK,
  'POST /admin/sign-out': DESK,
  'GET /admin/broadcasts': DESK,
  'GET /admin/broadcasts/new': DESK,
  'POST /admin/broadcasts': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}': DESK,
  'PUT /admin/broadcasts/:id{[0-9]+}': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/duplicate': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/delete': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/restore': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/report': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/report.csv': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/report/letter': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/replies': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/publish': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/unpublish': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/audience': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/audience': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/audience/segment': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/send': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/send': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/progress': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/undo': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/pause': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/resume': DESK,
  'GET /admin/broadcasts/:id{[0-9]+}/stop': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/stop': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/release': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/rewrite': DESK,
  'POST /admin/broadcasts/:id{[0-9]+}/again': DESK,
  'GET /admin/segments': DESK,
  'POST /admin/segments': DESK,
  'POST /admin/segments/:id{[0-9]{1,16}}/rename': DESK,
  'POST /admin/segments/:id{[0-9]{1,16}}/delete': DESK,
  // A picture is larger than any form.
  'GET /admin/media': { ...DESK, maxKB: 1481 },
  'POST /admin/media': { ...DESK, maxKB: 1481 },
  'POST /webhooks/resend': { ...FOR_PROGRAMS, referrer: 'no-referrer', others: 'welcome', maxKB: 256, indexed: false },
  'GET /healthz': FOR_PROGRAMS,
  'GET /dev/clock': FOR_PROGRAMS,
  'POST /dev/clock': { ...FOR_PROGRAMS, referrer: 'no-referrer', indexed: false },
  'POST /dev/tick': FOR_PROGRAMS,
}
const vienna = 'Europe/Vienna'

test('every route that is registered has a policy here', () => {
  const { routes } = openApp({ courses: [] } as unknown as Parts)
  const registered = routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  expect(registered.toSorted()).toEqual(Object.keys(seen).toSorted())
})

test('what every route says of itself is seen from outside', async ({ app }) => {
  const policies = Object.entries(await withTokens(app))
  for (const [route, policy] of policies) expect(await look(app, route, policy), route).toEqual(policy)
})

test('and so is that of a path beside them, and of every other', async ({ app }) => {
  const beside = Object.entries(seen).map(
    ([route, policy]) => [`${route.replace(/\/$/, '')}/nothing/here`, policy] as const,
  )
  for (const [route, policy] of [
    ...beside,
    ['GET /nothing', SITE],
    ['PUT /.env', SITE],
    ['OPTIONS /api', SITE],
  ] as const) {
    expect(await look(app, route, policy), route).toEqual({
      ...policy,
      cached: 'no-store',
      indexed: false,
      referrer: route.includes(' /admin') ? 'same-origin' : 'no-referrer',
    })
  }
})

test('what is the same for everybody asks no database', async ({ app }) => {
  app.settings({ LIBSQL_URL: `${inject('dbProxyUrl')}/nowhere/` })
  for (const path of ['/', '/care', '/privacy', '/check-inbox']) expect((await app.fetch(path)).status).toBe(200)
  for (const path of ['/nothing', '/.env']) expect((await app.fetch(path)).status).toBe(404)
  expect((await app.fetch('/healthz')).status).toBe(503)
})

async function look(app: TestApp, route: string, { maxKB }: typeof SITE): Promise<typeof SITE> {
  const [method = '', path = ''] = route.split(' ')
  const page = { accept: 'text/html,*/*;q=0.8' }
  const { headers } = await app.fetch(path, { method, headers: page })
  expect(headers.get('content-security-policy'), route).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
  expect(headers.get('x-content-type-options'), route).toBe('nosniff')
  const post = (kB: number, more: Record<string, string> = {}) =>
    app.fetch(path, { method: 'POST', headers: { ...page, ...more }, body: 'x'.repeat(kB * 1024) })
  expect((await post(maxKB)).status, route).not.toBe(413)
  const tooLarge = await post(maxKB + 1)
  expect(tooLarge.status, route).toBe(413)
  const fromElsewhere = await post(0, { 'sec-fetch-site': 'cross-site' })
  const referrer = headers.get('referrer-policy') ?? ''
  const indexed = !headers.get('x-robots-tag')?.includes('noindex')
  return {
    others: fromElsewhere.status === 403 && (await fromElsewhere.text()).includes('cross_site') ? 'refused' : 'welcome',
    errors: tooLarge.headers.get('content-type')?.includes('problem+json') ? 'problem' : 'page',
    maxKB,
    cached: headers.get('cache-control') ?? '',
    indexed,
    referrer,
  }
}

/** The same routes with the tokens of a reader who has finished the course. */
async function withTokens(app: TestApp): Promise<typeof seen> {
  await app.clock.set(at('2026-03-02 10:30', vienna))
  await app.begin({ email: 'anna@reader.test', timeZone: vienna })
  await app.liveThrough(onEachDay('2026-03-03', 6, vienna, ['07:00']))
  const letters = (await app.lettersTo('anna@reader.test')).toReversed()
  const tokenOf = (way: string) => {
    const letter = letters.find(({ text }) => text?.includes(`/${way}/`))
    return letter ? (linkTo(way, letter).split('/')[2] ?? '') : ''
  }
  return Object.fromEntries(
    Object.entries(seen).map(([route, policy]) => [
      route.replace(/\/(\w+)\/:token/, (_, way) => `/${way}/${tokenOf(way)}`),
      policy,
    ]),
  )
}
