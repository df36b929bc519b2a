import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Letter } from '../src/mail/provider'
import { openResend } from '../src/mail/providers/resend/provider'

let answer = { status: 200, body: '' }
let server: Server
let url = ''

// A provider that answers as the test says.
beforeAll(async () => {
  server = createServer((request, response) => {
    request
      .resume()
      .on('end', () => response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body))
  }).listen(0, '127.0.0.1')
  await new Promise((go) => server.once('listening', go))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const provider = () => openResend({ RESEND_API_KEY: 're_1', RESEND_BASE_URL: url, RESEND_RATE: 1000, DEV_CLOCK: false })

const letter = (i: number) =>
  ({
    tag: `t_${i}`,
    kind: 'lesson',
    from: 'a@b.test',
    to: `r${i}@b.test`,
    replyTo: 'a@b.test',
    subject: 's',
    html: 'h',
    text: 't',
    headers: {},
  }) satisfies Letter

const word = fc.oneof(
  fc.constantFrom(
    'id',
    'data',
    'errors',
    'index',
    'message',
    'name',
    'tags',
    'to',
    'created_at',
    'delivery',
    'constructor',
    '__proto__',
    '\ud800',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const anything = fc.anything({
  key: word,
  values: [word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)],
  maxDepth: 3,
})
const mail = fc.record(
  { id: anything, to: anything, created_at: anything, last_event: anything, tags: anything },
  { requiredKeys: [] },
)
const list = fc.record(
  {
    data: fc.oneof(fc.array(fc.oneof(mail, anything), { maxLength: 5 }), anything),
    errors: fc.oneof(
      fc.array(fc.oneof(fc.record({ index: anything, message: anything }, { requiredKeys: [] }), anything), {
        maxLength: 4,
      }),
      anything,
    ),
    has_more: anything,
  },
  { requiredKeys: [] },
)
const body = fc.oneof(
  fc.oneof(list, mail, anything).map((value) => JSON.stringify(value) ?? ''),
  fc.string({ unit: 'binary' }),
)
const said = fc.record({
  status: fc.constantFrom(200, 200, 200, 201, 400, 401, 403, 404, 405, 409, 422, 429, 500, 503),
  body,
})

const isWhole = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.isWellFormed() && !value.includes('\0')
    : value === null || typeof value === 'number'

describe('whatever the provider answers', () => {
  test('to letters: it has an outcome, and what comes of it can be kept', async () => {
    await fc.assert(
      fc.asyncProperty(said, fc.constantFrom(1, 3), async (given, letters) => {
        answer = given
        const outcome = await provider().send(
          Array.from({ length: letters }, (_, i) => letter(i)),
          'key',
        )
        if (outcome.outcome === 'accepted') {
          expect(given.status).toBeLessThan(300)
          expect(outcome.ids).toHaveLength(letters)
          expect([...outcome.ids, ...outcome.refused.values()].every(isWhole)).toBe(true)
          expect(
            [...outcome.refused.keys()].every((place) => Number.isInteger(place) && place >= 0 && place < letters),
          ).toBe(true)
        } else if ('reason' in outcome) {
          expect(isWhole(outcome.reason)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('to the question what it has: a page that can be kept, or why there is none', async () => {
    await fc.assert(
      fc.asyncProperty(said, async (given) => {
        answer = given
        const page = await provider().listAccepted(0, null)
        if (page === null || typeof page === 'string') return
        for (const one of page.mails) {
          expect(Object.values(one).every(isWhole)).toBe(true)
          if ('id' in one) expect(one.id).toMatch(/^[\w-]{1,100}$/)
          expect(one.at === null || Number.isFinite(one.at)).toBe(true)
        }
        expect(isWhole(page.next)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('to the question after one mail, or after many: never a failure', async () => {
    await fc.assert(
      fc.asyncProperty(said, async (given) => {
        answer = given
        const one = await provider().readMail('some-id')
        if (one !== null && typeof one !== 'string') expect(Object.values(one).every(isWhole)).toBe(true)
        const found = await provider().findAccepted(new Map([['t_0', 'r0@b.test']]), Date.now())
        if (found !== null && typeof found !== 'string') expect(found.unreadable.every(isWhole)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    [401, { name: 'restricted_api_key' }, 'may_only_send'],
    [403, { name: 'invalid_permission' }, 'may_only_send'],
    [401, { name: 'validation_error' }, null],
    [403, { name: 'invalid_api_key' }, null],
    [404, { name: 'not_found' }, 'not_offered'],
    [405, null, 'not_offered'],
    [429, {}, null],
    [500, null, null],
    [200, { data: null }, 'unreadable'],
    [200, [], 'unreadable'],
  ] as const)('%i %j to the list says %s', async (status, body, why) => {
    answer = { status, body: JSON.stringify(body) }
    expect(await provider().listAccepted(0, null)).toBe(why)
  })

  test('a list that does not say whether there is more is asked on after a full page, until it repeats itself', async () => {
    const page = (length: number) => Array.from({ length }, (_, i) => ({ id: `mail-${i}`, to: ['r@b.test'] }))
    answer = { status: 200, body: JSON.stringify({ data: page(100) }) }
    expect(await provider().listAccepted(0, null)).toMatchObject({ next: 'mail-99' })
    expect(await provider().listAccepted(0, 'mail-99')).toMatchObject({ next: null })
    answer = { status: 200, body: JSON.stringify({ data: [...page(98), { to: 'x' }] }) }
    expect(await provider().listAccepted(0, null)).toMatchObject({ next: null })
    answer = { status: 200, body: JSON.stringify({ data: page(100), has_more: true }) }
    expect(await provider().listAccepted(0, 'mail-99')).toBe('unreadable')
  })

  test('a list goes on behind the last mail whose id can be read', async () => {
    const data = [{ id: 'one', to: ['r@b.test'], created_at: '2026-03-03 06:00:00.000+00' }, { to: 'x' }]
    answer = { status: 200, body: JSON.stringify({ data, has_more: true }) }
    const at = Date.parse('2026-03-03T06:00:00Z')
    expect(await provider().listAccepted(0, null)).toEqual({
      next: 'one',
      mails: [
        { id: 'one', to: 'r@b.test', at, kind: 'sent' },
        { place: 'first page, place 1', to: 'x', at: null },
      ],
    })
    expect(await provider().listAccepted(at + 2 * 3_600_000, null)).toMatchObject({ next: null })
  })

  test.each([
    [{ data: [{ id: 'a' }, { id: 'c' }], errors: [{ index: 1, message: 'bad' }] }, ['a', null, 'c'], [[1, 'bad']]],
    [{ data: [{ id: 'a' }, { id: 'c' }], errors: [{ index: 1 }] }, ['a', null, 'c'], [[1, 'refused']]],
    [{ data: [{ id: 'a' }, { id: 'b' }, { id: 'c' }], errors: [] }, ['a', 'b', 'c'], []],
    [{ data: [{ id: 'a' }, { id: 'b' }] }, [null, null, null], []],
    [{ data: [{ id: 'a' }, null, { id: 'c' }] }, ['a', null, 'c'], []],
  ])('%j of three letters keeps every id with its letter, or none', async (body, ids, refused) => {
    answer = { status: 200, body: JSON.stringify(body) }
    const outcome = await provider().send([0, 1, 2].map(letter), 'key')
    expect(outcome).toMatchObject({ outcome: 'accepted', ids, refused: new Map(refused as [number, string][]) })
  })
})
