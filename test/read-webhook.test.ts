import { describe, expect, test } from 'vitest'
import { sign } from '../scripts/support/svix'
import { readWebhook } from '../src/mail/providers/resend/read-webhook'

const secret = 'whsec_ZGV2ZWxvcG1lbnQgb25seSwgbm90IGEgc2VjcmV0'
const tags = { delivery: 'enrolment_1_lesson_2', kind: 'lesson' }
const at = '2026-03-03T06:00:00.000Z'

const read = async (event: unknown) => {
  const body = JSON.stringify(event)
  const headers = await sign({ secret, id: 'msg_1', at: new Date(), body })
  return readWebhook({ RESEND_WEBHOOK_SECRET: secret }, body, new Headers(headers))
}

const about = (type: string, data: object = {}) =>
  read({ type, created_at: at, data: { email_id: 'id-1', tags, ...data } })

describe('an event of the provider', () => {
  test('is read whole', async () => {
    const report = await about('email.delivered')
    expect(report).toEqual({
      svixId: 'msg_1',
      type: 'email.delivered',
      body: expect.stringContaining('"email.delivered"'),
      at: Date.parse(at),
      kind: 'delivered',
      tag: tags.delivery,
      providerId: 'id-1',
      reason: null,
      fault: null,
    })
  })

  test.each([
    ['email.delivery_delayed', 'delayed'],
    ['email.delivered', 'delivered'],
    ['email.suppressed', 'hard_bounce'],
    ['email.complained', 'complaint'],
    ['email.failed', 'failed'],
    ['email.opened', 'opened'],
    ['email.clicked', 'clicked'],
    ['email.scheduled', null],
    ['contact.created', null],
    ['constructor', null],
  ])('%s is %s to us', async (type, kind) => {
    expect(await about(type)).toMatchObject({ kind })
  })

  test('that says that a letter was sent is none: we know it already', async () => {
    expect(await about('email.sent')).toBeNull()
  })

  test.each([
    [{ type: 'Permanent', subType: 'NoEmail' }, 'hard_bounce', 'NoEmail'],
    [{ type: 'permanent', subType: 'General' }, 'hard_bounce', 'General'],
    [{ type: 'PERMANENT' }, 'hard_bounce', null],
    [{ type: 'Transient', subType: 'MailboxFull' }, 'soft_bounce', 'MailboxFull'],
    [{ type: 'Undetermined', subType: 'Undetermined' }, 'soft_bounce', 'Undetermined'],
    [{ type: 'Impermanent' }, 'soft_bounce', null],
    [{ subType: 'General' }, 'soft_bounce', 'General'],
    [{ type: 7, subType: ['x'] }, 'soft_bounce', null],
    ['gone', 'soft_bounce', null],
    [undefined, 'soft_bounce', null],
    [null, 'soft_bounce', null],
  ])('a bounce of %j is a %s', async (bounce, kind, reason) => {
    expect(await about('email.bounced', { bounce })).toMatchObject({ kind, reason })
  })

  test('names the reason of whatever it tells', async () => {
    const reason = 'reached_daily_quota'
    expect(await about('email.failed', { failed: { reason } })).toMatchObject({ reason })
    expect(await about('email.suppressed', { suppressed: { reason } })).toMatchObject({ reason })
  })

  test.each([
    ['as a map', tags, tags.delivery],
    ['as the list that was sent', Object.entries(tags).map(([name, value]) => ({ name, value })), tags.delivery],
    ['of another sender', { kind: 'lesson' }, null],
    ['of another sender in a list', [{ name: 'kind', value: 'lesson' }], null],
    ['that are none', 'delivery', null],
    ['that are not there', undefined, null],
  ])('with tags %s says whose it is', async (_, given, tag) => {
    expect(await about('email.delivered', { tags: given })).toMatchObject({ tag })
  })

  test.each([undefined, 'a while ago', 7, null])('of %j has no moment of its own', async (created_at) => {
    expect(await read({ type: 'email.opened', created_at, data: { tags } })).toMatchObject({ at: null })
  })

  test.each([[[]], ['email.sent'], [{ type: 7 }], [null]])(
    'that is %j is none, and is kept as it came',
    async (event) => {
      expect(await read(event)).toMatchObject({ kind: null, fault: 'no_type', body: JSON.stringify(event) })
    },
  )

  test.each([
    ['no data', { data: null }, 'no_data'],
    ['a word for data', { data: 'gone' }, 'no_data'],
    ['tags that are a word', { data: { tags: 'delivery' } }, 'unreadable_tags'],
    ['tags that are a list of junk', { data: { tags: [[1], null, { name: 'delivery' }] } }, 'unreadable_tags'],
    ['a tag that is no word', { data: { tags: { delivery: 7 } } }, 'unreadable_tags'],
    ['tags that only every object has', { data: { tags: JSON.parse('{"__proto__":{"delivery":"x"}}') } }, null],
  ])('with %s is kept, and says what is wrong with it', async (_, odd, fault) => {
    expect(await read({ type: 'email.bounced', created_at: at, ...odd })).toMatchObject({ tag: null, fault })
  })

  test('that is of no use to us may have any shape', async () => {
    expect(await read({ type: 'contact.created', data: { tags: [7] } })).toMatchObject({ kind: null, fault: null })
  })
})

describe('a signature', () => {
  const body = JSON.stringify({ type: 'email.sent', created_at: at, data: { tags } })
  const readAs = (headers: Record<string, string>, said = body) =>
    readWebhook({ RESEND_WEBHOOK_SECRET: secret }, said, new Headers(headers))
  const signed = () => sign({ secret, id: 'msg_1', at: new Date(), body })
  const refused = { code: 'bad_signature', message: 'The signature of this event does not fit.' }

  test.each(['svix-id', 'svix-timestamp', 'svix-signature'])('without %s is none', async (name) => {
    const { [name]: _, ...others } = (await signed()) as Record<string, string>
    expect(() => readAs(others)).toThrow(expect.objectContaining(refused))
  })

  test('of another body or with another secret does not fit', async () => {
    const headers = await signed()
    expect(() => readAs(headers, `${body} `)).toThrow(expect.objectContaining(refused))
    const foreign = await sign({ secret: 'whsec_bm90IG91ciBzZWNyZXQgYXQgYWxs', id: 'msg_1', at: new Date(), body })
    expect(() => readAs(foreign)).toThrow(expect.objectContaining(refused))
  })

  test('that fits what is no JSON lets it in, as something that cannot be read', async () => {
    const torn = '{"type": "email.sent"'
    const headers = await sign({ secret, id: 'msg_1', at: new Date(), body: torn })
    const report = readAs(headers, torn)
    expect(report).toMatchObject({ svixId: 'msg_1', body: torn, type: 'unreadable', kind: null, fault: 'no_type' })
  })
})
