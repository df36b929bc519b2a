import { type CreateEmailOptions, Resend } from 'resend'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type EmulatorClient, emulatorClient } from './client.ts'
import { startResendEmulator } from './start.ts'

let server: Awaited<ReturnType<typeof startResendEmulator>>
let emulator: EmulatorClient
let resend: Resend
let inboxes = 0

beforeAll(async () => {
  server = await startResendEmulator()
})
afterAll(() => server.stop())
beforeEach(async () => {
  emulator = emulatorClient(server.url, `inbox-${++inboxes}`)
  resend = new Resend('re_test', { baseUrl: emulator.baseUrl })
  await emulator.change({ rate: null })
})

const letter = (more: Partial<CreateEmailOptions> = {}) =>
  ({
    from: 'Maren Holt <maren@practice.test>',
    to: 'anna@reader.test',
    subject: 'Your face begins at your scalp',
    html: '<p>Good morning</p>',
    text: 'Good morning',
    ...more,
  }) as CreateEmailOptions

const batch = (count: number) => Array.from({ length: count }, (_, i) => letter({ to: `reader-${i}@reader.test` }))

describe('a letter', () => {
  test('is taken with its headers, tags and key, and can be read again', async () => {
    const tags = [{ name: 'delivery', value: 'd_1' }]
    const { data, error } = await resend.emails.send(
      letter({ tags, headers: { 'List-Id': '<a.b>' }, replyTo: 'hello@practice.test' }),
      { idempotencyKey: 'enrolment/1/lesson/1' },
    )
    expect(error).toBeNull()
    const [taken] = await emulator.letters('anna@reader.test')
    expect(taken).toMatchObject({ id: data?.id, tags: { delivery: 'd_1' }, headers: { 'List-Id': '<a.b>' } })
    expect(taken).toMatchObject({ key: 'enrolment/1/lesson/1', replyTo: ['hello@practice.test'], text: 'Good morning' })
    expect((await resend.emails.get(data?.id ?? '')).data).toMatchObject({ tags, last_event: 'sent' })
  })

  test.each([
    ['no subject', { subject: '' }, 'missing_required_field'],
    ['no words', { html: undefined, text: undefined }, 'missing_required_field'],
    ['nobody to go to', { to: [] }, 'missing_required_field'],
    ['half an address', { to: 'anna@' }, 'validation_error'],
    ['two dots in an address', { to: 'anna..b@reader.test' }, 'validation_error'],
    ['letters no server takes', { to: 'änna@reader.test' }, 'validation_error'],
    ['a sender without quotes around a comma', { from: 'Holt, Maren <maren@practice.test>' }, 'validation_error'],
    ['an address of example.com', { to: 'anna@example.com' }, 'validation_error'],
    ['a tag with a slash', { tags: [{ name: 'delivery', value: 'a/b' }] }, 'validation_error'],
    ['an empty tag', { tags: [{ name: 'kind', value: '' }] }, 'validation_error'],
    ['a header of two lines', { headers: { 'X-A': 'a\r\nBcc: b@c.d' } }, 'validation_error'],
    ['a subject of two lines', { subject: 'a\nb' }, 'validation_error'],
  ] as const)('with %s is refused', async (_, more, name) => {
    const { error } = await resend.emails.send(letter(more as Partial<CreateEmailOptions>))
    expect(error).toMatchObject({ statusCode: 422, name })
    expect(await emulator.letters()).toEqual([])
  })

  test('is refused without a key, with a wrong one, and without a user agent', async () => {
    const post = async (headers: Record<string, string>) =>
      (await fetch(`${emulator.baseUrl}/emails`, { method: 'POST', headers, body: JSON.stringify(letter()) })).json()
    expect(await post({})).toMatchObject({ statusCode: 401, name: 'missing_api_key' })
    expect(await post({ authorization: 'Bearer sk_1' })).toMatchObject({ statusCode: 403, name: 'invalid_api_key' })
    expect(await post({ authorization: 'Bearer re_1', 'user-agent': '' })).toMatchObject({ statusCode: 403 })
  })
})

test('a key that may only send takes letters and answers nothing else', async () => {
  await emulator.change({ restricted: true })
  expect((await resend.emails.send(letter())).error).toBeNull()
  for (const path of ['/emails', '/emails/some-id']) {
    const answer = await fetch(`${emulator.baseUrl}${path}`, {
      headers: { authorization: 'Bearer re_1', 'user-agent': 'x' },
    })
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ name: 'restricted_api_key' })])
  }
})

describe('a batch', () => {
  test('holds at most a hundred and answers in the order of the letters', async () => {
    const { data } = await resend.batch.send(batch(100))
    expect(data?.data.map(({ id }) => id)).toEqual((await emulator.letters()).map(({ id }) => id))
    expect((await resend.batch.send(batch(101))).error).toMatchObject({ statusCode: 422 })
    expect((await resend.batch.send([])).error).toMatchObject({ statusCode: 422 })
  })

  test('is refused whole for one bad letter, unless it is permissive', async () => {
    const letters = [...batch(2), letter({ to: 'nobody' }), letter({ to: 'last@reader.test' })]
    expect((await resend.batch.send(letters)).error).toMatchObject({ statusCode: 422, name: 'validation_error' })
    expect(await emulator.letters()).toEqual([])
    const { data } = await resend.batch.send(letters, { batchValidation: 'permissive' })
    expect(data?.data).toHaveLength(3)
    expect(data?.errors).toEqual([{ index: 2, message: expect.stringContaining('Invalid `to` field') }])
  })

  test('an address can be declared bad', async () => {
    await emulator.change({ refuse: ['reader-1@reader.test'] })
    const { data } = await resend.batch.send(batch(3), { batchValidation: 'permissive' })
    expect(data?.errors).toMatchObject([{ index: 1 }])
  })
})

describe('an idempotency key', () => {
  test('answers the first result again, and refuses other words, for 24 hours of the emulator’s clock', async () => {
    await emulator.change({ now: '2026-03-02T07:00:00Z' })
    const first = await resend.batch.send(batch(2), { idempotencyKey: 'batch/1' })
    expect((await resend.batch.send(batch(2), { idempotencyKey: 'batch/1' })).data).toEqual(first.data)
    const other = await resend.batch.send(batch(3), { idempotencyKey: 'batch/1' })
    expect(other.error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' })
    expect((await emulator.requests()).map(({ replayed }) => replayed)).toEqual([false, true, false])
    expect(await emulator.letters()).toHaveLength(2)
    await emulator.change({ now: '2026-03-03T07:00:01Z' })
    await resend.batch.send(batch(2), { idempotencyKey: 'batch/1' })
    expect(await emulator.letters()).toHaveLength(4)
  })

  test('in flight refuses a second request', async () => {
    await emulator.change({ held: true })
    const first = resend.emails.send(letter(), { idempotencyKey: 'k' })
    await vi.waitUntil(async () => (await emulator.requests()).length === 1, { timeout: 10_000 })
    const second = await resend.emails.send(letter(), { idempotencyKey: 'k' })
    expect(second.error?.name).toBe('concurrent_idempotent_requests')
    await emulator.change({ held: false })
    expect((await first).error).toBeNull()
    expect(await emulator.letters()).toHaveLength(1)
  })

  test('has 1 to 256 characters, and a refusal does not use it up', async () => {
    const tooLong = await resend.emails.send(letter(), { idempotencyKey: 'k'.repeat(257) })
    expect(tooLong.error).toMatchObject({ statusCode: 400, name: 'invalid_idempotency_key' })
    await resend.emails.send(letter({ to: 'nobody' }), { idempotencyKey: 'k' })
    expect((await resend.emails.send(letter(), { idempotencyKey: 'k' })).error).toBeNull()
  })
})

describe('limits', () => {
  test('more requests than the rate in one second hear 429 and when to come back', async () => {
    await emulator.change({ rate: 2 })
    await new Promise((resolve) => setTimeout(resolve, 1010 - (Date.now() % 1000)))
    const answers = await Promise.all([1, 2, 3].map(() => resend.emails.send(letter())))
    const [refused] = answers.filter(({ error }) => error)
    expect(refused?.error).toMatchObject({ statusCode: 429, name: 'rate_limit_exceeded' })
    expect(refused?.headers).toMatchObject({ 'retry-after': '1', 'ratelimit-limit': '2', 'ratelimit-remaining': '0' })
    expect(await emulator.letters()).toHaveLength(2)
  })

  test('quotas stop the sending until the next UTC day or month', async () => {
    await emulator.change({ dailyQuota: 2, monthlyQuota: 3, now: '2026-03-02T23:00:00Z' })
    await resend.batch.send(batch(2))
    expect((await resend.emails.send(letter())).error).toMatchObject({ statusCode: 429, name: 'daily_quota_exceeded' })
    await emulator.change({ now: '2026-03-03T00:00:01Z' })
    await resend.emails.send(letter())
    expect((await resend.emails.send(letter())).error).toMatchObject({ name: 'monthly_quota_exceeded' })
  })
})

describe('an injected fault', () => {
  test.each([
    ['500', 500, 'application_error'],
    ['503', 503, 'service_unavailable'],
    ['502-page', 502, 'application_error'],
    ['429', 429, 'rate_limit_exceeded'],
    ['daily-quota', 429, 'daily_quota_exceeded'],
    ['monthly-quota', 429, 'monthly_quota_exceeded'],
    ['unverified-domain', 403, 'validation_error'],
    ['reset', null, 'application_error'],
  ] as const)('%s comes once, and nothing is taken', async (trouble, statusCode, name) => {
    await emulator.injectFaults({ do: trouble })
    expect((await resend.emails.send(letter())).error).toMatchObject({ statusCode, name })
    expect(await emulator.letters()).toEqual([])
    expect((await resend.emails.send(letter())).error).toBeNull()
  })

  test.each([
    '409-in-flight',
    '409-accepted-before',
    '500-after-acceptance',
    'reset-after-acceptance',
    'timeout-after-acceptance',
  ] as const)('%s takes the letter all the same, and the key tells so', async (trouble) => {
    await emulator.injectFaults({ do: trouble, holdMs: 50 })
    expect((await resend.emails.send(letter(), { idempotencyKey: 'k' })).error).not.toBeNull()
    const again = await resend.emails.send(letter(), { idempotencyKey: 'k' })
    expect(again.data).toEqual({ id: (await emulator.letters())[0]?.id })
    expect(await emulator.letters()).toHaveLength(1)
  })

  test('finds the request it was meant for', async () => {
    await emulator.injectFaults({ do: '500', next: 2, skip: 1, match: { to: 'anna@reader.test' } })
    const send = async (to: string) => (await resend.emails.send(letter({ to }))).error?.statusCode
    const answers = []
    for (const name of ['anna', 'bela', 'anna', 'anna', 'anna']) answers.push(await send(`${name}@reader.test`))
    expect(answers).toEqual([undefined, undefined, 500, 500, undefined])
  })
})

describe('the list', () => {
  test('has the newest first, a page at a time, without words and tags', async () => {
    await resend.batch.send(batch(5))
    const ids = (await emulator.letters()).map(({ id }) => id).reverse()
    const first = await resend.emails.list({ limit: 2 })
    expect(first.data).toMatchObject({ has_more: true, data: [{ id: ids[0] }, { id: ids[1] }] })
    expect(Object.keys(first.data?.data[0] ?? {})).not.toEqual(expect.arrayContaining(['html', 'text', 'tags']))
    const rest = await resend.emails.list({ limit: 3, after: ids[1] ?? '' })
    expect(rest.data).toMatchObject({ has_more: false, data: ids.slice(2).map((id) => ({ id })) })
    const back = await resend.emails.list({ limit: 1, before: ids[2] ?? '' })
    expect(back.data).toMatchObject({ has_more: true, data: [{ id: ids[1] }] })
    expect((await resend.emails.list({ limit: 101 })).error?.name).toBe('invalid_parameter')
  })

  test('says what became of a letter', async () => {
    const { data } = await resend.emails.send(letter())
    await emulator.setLastEvent(data?.id ?? '', 'bounced')
    expect((await resend.emails.get(data?.id ?? '')).data?.last_event).toBe('bounced')
  })
})
