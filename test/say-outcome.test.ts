import { describe, expect, test } from 'vitest'
import { sayOutcome } from '../src/mail/providers/resend/say-outcome'

const say = (statusCode: number | null, name = 'some_error', headers: Record<string, string> = {}) =>
  sayOutcome({ name, statusCode }, new Headers(headers))

describe('what an error of the provider means', () => {
  test.each([400, 413, 422, 451])('%i: the letter is refused', (statusCode) => {
    expect(say(statusCode, 'validation_error')).toEqual({
      outcome: 'refused',
      reason: `${statusCode} validation_error`,
    })
  })

  test.each([401, 403, 404, 405])('%i: the settings need mending, whatever it is called', (statusCode) => {
    const reason = `${statusCode} validation_error`
    expect(say(statusCode, 'validation_error')).toEqual({ outcome: 'stopped', until: 'settings_mended', reason })
  })

  test.each([409, 418, 500, 502, 503, 504])('%i: it may have been accepted', (statusCode) => {
    const reason = `${statusCode} some_error`
    expect(say(statusCode)).toEqual({ outcome: 'retry', certain: false, afterMs: null, reason })
  })

  test('no answer: it may have been accepted', () => {
    const reason = 'no answer TimeoutError'
    expect(say(null, 'TimeoutError')).toEqual({ outcome: 'retry', certain: false, afterMs: null, reason })
  })

  test('429: surely not accepted, and it says when to come again', () => {
    const outcome = say(429, 'rate_limit_exceeded', { 'retry-after': '2' })
    expect(outcome).toEqual({ outcome: 'retry', certain: true, afterMs: 2000, reason: '429 rate_limit_exceeded' })
  })

  test.each([
    ['daily_quota_exceeded', 'tomorrow'],
    ['monthly_quota_exceeded', 'next_month'],
  ] as const)('%s: nothing goes until %s, though its status is that of haste', (name, until) => {
    expect(say(429, name)).toEqual({ outcome: 'stopped', until, reason: `429 ${name}` })
  })

  test('a key that was used for other content: that content was accepted', () => {
    expect(say(409, 'invalid_idempotent_request')).toEqual({ outcome: 'accepted_before' })
  })

  test.each([
    ['1', 1000],
    ['0.5', 500],
    ['3600', 3_600_000],
    ['86400', 3_600_000],
    ['0', null],
    ['-5', null],
    ['soon', null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
  ])('a retry-after of %s waits %s ms', (retryAfter, afterMs) => {
    for (const status of [429, 503]) {
      expect(say(status, 'busy', { 'retry-after': retryAfter })).toMatchObject({ outcome: 'retry', afterMs })
    }
  })
})
