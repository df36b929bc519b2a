import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judge, verdictOf } from '../src/features/broadcasts/judge-test'
import { drawNumbers } from '../src/web/admin/report/draw-numbers'
import { sayReason } from '../src/web/admin/report/say-reason'
import { sayShare } from '../src/web/admin/report/say-share'

describe('a number of a report', () => {
  test.each([
    [3, 19, '3'],
    [3, 20, '3 (15%)'],
    [0, 1000, '0 (0%)'],
    [1, 1204, '1 (under 1%)'],
    [1203, 1204, '1,203 (over 99%)'],
    [1204, 1204, '1,204 (100%)'],
    [5, 0, '5'],
  ])('%d of %d is said as %s', (count, of, said) => {
    expect(sayShare(count, of)).toBe(said)
  })
})

describe('why a letter came back', () => {
  test.each([
    'General',
    'NoEmail',
    'Suppressed',
    'MailboxFull',
    'Mailbox Full',
    'reached_daily_quota',
    'ContentRejected',
  ])('%s is said in plain words', (problem) => {
    expect(sayReason(problem)).not.toContain('does not explain')
    expect(sayReason(problem)).not.toContain(problem)
  })

  test('is never the code itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.string(), (problem) => {
        expect(sayReason(`x1 ${problem}`)).toMatch(/^[A-Z][a-zA-Z ,]+$/)
      }),
    )
  })
})

test('the letter of a report has a number at each counted link, which leads nowhere any more', () => {
  const html =
    '<p><a href="https://a.example/" class="x">A</a>, <a class="y" href="https://b.example/?x=1&amp;y=2"><b>B</b></a> <a href="mailto:m@a.example">M</a></p>'
  const content = { subject: 's', preheader: 'p', html, text: '' }
  const drawn = drawNumbers(content, []).html.replace(/ style="[^"]*"/g, '')
  const none = '<span title="People who clicked here">0</span>'
  expect(drawn).toBe(
    `<p><a  class="x">A</a>${none}, <a class="y" ><b>B</b></a>${none} <a href="mailto:m@a.example">M</a></p>`,
  )
})

test('the verdict of a test is the one that was stored, and none where nothing can be read', () => {
  const trial = { a: { sent: 1000, clicked: 50 }, b: { sent: 1000, clicked: 90 } }
  expect(verdictOf(JSON.stringify(trial))).toEqual(judge(trial))
  for (const stored of [null, '', 'nonsense', '{}', '{"a":{"sent":"1"}}']) expect(verdictOf(stored)).toBeNull()
})
