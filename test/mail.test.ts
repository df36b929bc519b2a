import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { autoSubmitted, ofList } from '../src/mail/outbox/headers'
import { keyOf, tagOf } from '../src/mail/outbox/keys'
import { writeMail } from '../src/mail/providers/resend/write-mail'
import { encodeJson } from '../src/platform/template'

const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

describe('a mail on its way to Resend', () => {
  test('is JSON that says exactly what the letter says, in ASCII alone', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 8, maxLength: 8 }), (words) => {
        const [from = '', to = '', replyTo = '', subject = '', html = '', text = '', name = '', value = ''] = words
        const headers = { [`X-${name}`]: value, 'List-Id': from }
        const json = writeMail({
          tag: 'enrolment_1_lesson_2',
          kind: 'lesson',
          from,
          to,
          replyTo,
          subject: encodeJson(subject),
          html: encodeJson(html),
          text: encodeJson(text),
          headers,
        })
        expect(json).toMatch(/^[ -~]*$/)
        expect(JSON.parse(json)).toEqual({
          from,
          to: [to],
          reply_to: replyTo,
          headers,
          tags: [
            { name: 'delivery', value: 'enrolment_1_lesson_2' },
            { name: 'kind', value: 'lesson' },
          ],
          subject,
          html,
          text,
        })
      }),
    )
  })
})

describe('the headers of a letter', () => {
  const [listId, url] = ['"Maren" <letters.example.com>', 'https://example.com/unsubscribe/1.x']

  test('of a list can be left with one press', () => {
    expect(ofList({ listId, link: () => url })).toEqual({
      'List-Id': listId,
      'List-Unsubscribe': `<${url}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    })
  })

  test('of an answer was written by nobody, and belongs to no list', () => {
    expect(autoSubmitted()).toEqual({ 'Auto-Submitted': 'auto-generated' })
  })
})

test('a key comes back from its tag, and a tag holds only what tags may', () => {
  for (const key of ['enrolment/8669037994037889/lesson/3', 'confirmation/7/0af-1', 'broadcast/1/2']) {
    expect(keyOf(tagOf(key))).toBe(key)
    expect(tagOf(key)).toMatch(/^[\w-]+$/)
  }
})
