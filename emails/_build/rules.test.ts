import { describe, expect, test } from 'vitest'
import type { CourseSource, LessonSource } from '../_components/course'
import { allOf, gapsIn, lessonPage, letterOf } from './gaps'
import { keepBodyRules, keepLessonRules, keepLetterRules } from './rules'

const said = (keep: () => unknown): string | null => {
  try {
    keep()
    return null
  } catch (error) {
    return (error as Error).message
  }
}

describe('a lesson', () => {
  const step = (seconds: number) => ({ seconds, words: '' })
  const lesson = (changes: object = {}) =>
    ({
      day: 1,
      subject: 'A subject',
      preheader: 'p'.repeat(60),
      minutes: 2,
      practice: { name: 'Circles', steps: [step(90), step(30)] },
      ...changes,
    }) as unknown as LessonSource
  const judge = (changes?: object) => {
    const one = lesson(changes)
    return said(() => keepLessonRules('day-1.tsx', { lessons: [one, lesson()] } as unknown as CourseSource, one))
  }

  test('that keeps all rules is let through, at both ends of each', () => {
    expect(judge()).toBeNull()
    for (const subject of ['s', 's'.repeat(50)]) expect(judge({ subject })).toBeNull()
    for (const letters of [40, 110]) expect(judge({ preheader: 'p'.repeat(letters) })).toBeNull()
  })

  test.each([
    [{ day: 2 }, 'day-1.tsx: it calls itself day 2 and stands at place 1 of the course'],
    [{ subject: '' }, 'day-1.tsx: the subject has 0 characters, and 1 to 50 is the rule'],
    [{ subject: 's'.repeat(51) }, 'day-1.tsx: the subject has 51 characters, and 1 to 50 is the rule'],
    [{ preheader: 'p'.repeat(39) }, 'day-1.tsx: the preheader has 39 characters, and 40 to 110 is the rule'],
    [{ preheader: 'p'.repeat(111) }, 'day-1.tsx: the preheader has 111 characters, and 40 to 110 is the rule'],
    [{ minutes: 3 }, 'day-1.tsx: the steps of the practice take 120 seconds together, and 3 minutes are promised'],
  ])('with %j is not', (changes, sentence) => {
    expect(judge(changes)).toBe(sentence)
  })
})

describe('the words of a lesson', () => {
  const good = { subject: 's', preheader: '', html: '<img src="x"/>', text: 'Words', web: '<p>Words</p>' }
  const judge = ({
    words = 250,
    frame = '',
    ...changes
  }: {
    words?: number
    frame?: string
    [part: string]: unknown
  } = {}) =>
    said(() =>
      keepBodyRules(
        'day-1.tsx',
        { ...good, ...changes },
        { ideaText: ` ${'word \n'.repeat(words)}`, frame: { html: frame, text: '', gaps: [] } },
      ),
    )

  test('that keep all rules are let through, at both ends of each', () => {
    expect(judge()).toBeNull()
    for (const words of [200, 350]) expect(judge({ words })).toBeNull()
    const weight = 80_000 - good.html.length
    expect(judge({ frame: 'x'.repeat(weight) })).toBeNull()
    expect(judge({ html: `${good.html}<a href="https://a.test">a</a><a href="%%bookUrl%%">b</a>` })).toBeNull()
    expect(judge({ text: 'a < b, 3 <4, <3' })).toBeNull()
    expect(judge({ web: '<a href="%%bookingPageUrl%%">a</a><a href="%%careUrl%%">b</a>' })).toBeNull()
  })

  test.each([
    [{ words: 199 }, /^day-1\.tsx: the idea has 199 words, and 200 to 350 is the rule$/],
    [{ words: 351 }, /^day-1\.tsx: the idea has 351 words, and 200 to 350 is the rule$/],
    [{ frame: 'x'.repeat(80_000) }, /^day-1\.tsx: the html weighs 80 KB, and 80 KB is the rule$/],
    [{ frame: 'ö'.repeat(40_000) }, /the html weighs 80 KB/],
    [{ html: '' }, /one drawing, and this one has 0$/],
    [{ html: good.html.repeat(2) }, /one drawing, and this one has 2$/],
    [{ text: 'Some <b>words' }, /^day-1\.tsx: the text part has HTML in it$/],
    [{ text: 'Some </B>' }, /the text part has HTML in it/],
    [{ text: '<!-- -->' }, /the text part has HTML in it/],
    [
      { html: `${good.html}<a href="http://a.test">` },
      /^day-1\.tsx: the link "http:\/\/a\.test" is neither https nor a gap$/,
    ],
    [{ html: `${good.html}<a href="">` }, /the link "" is neither/],
    [{ html: `${good.html}<a href="/care">` }, /the link "\/care" is neither/],
    [{ html: `${good.html}<a href="x%%bookUrl%%">` }, /the link "x%%bookUrl%%" is neither/],
    [{ html: `${good.html}<a href="%%commaName%%">` }, /the link "%%commaName%%" is neither/],
    [{ html: `${good.html}<a href="javascript:https://">` }, /is neither/],
    [{ web: '<p style="x">' }, /^day-1\.tsx: the web part has a style or script/],
    [{ web: '<STYLE>' }, /the web part has/],
    [{ web: '<script>' }, /the web part has/],
  ])('with %j are not', (changes, sentence) => {
    expect(judge(changes)).toMatch(sentence)
  })

  test.each(['confirm', 'never', 'unsubscribe', 'preferences', 'lesson', 'book', 'booked'])(
    'hold no link to %s where they stand on a page that may be shared',
    (purpose) => {
      expect(judge({ web: `<a href="%%${purpose}Url%%">` })).toMatch(
        new RegExp(`^day-1.tsx: the web part holds %%${purpose}Url%%`),
      )
    },
  )
})

test('a single letter keeps the rules of its words and of its mail', () => {
  const good = { subject: 's', preheader: 'p'.repeat(40), html: '', text: '' }
  expect(said(() => keepLetterRules('confirm.tsx', good))).toBeNull()
  expect(said(() => keepLetterRules('confirm.tsx', { ...good, subject: '' }))).toMatch(/^confirm\.tsx: the subject/)
  expect(said(() => keepLetterRules('confirm.tsx', { ...good, text: '<b>' }))).toMatch(/^confirm\.tsx: the text part/)
})

describe('the gaps of words', () => {
  test('are told once each, in the order of the contract', () => {
    expect(
      gapsIn('f', ['%%bookUrl%%%%commaName%% %%bookUrl%%', '100 % sure %%senderName%%'], letterOf('lesson')),
    ).toEqual(['senderName', 'commaName', 'bookUrl'])
    expect(gapsIn('f', ['%%body%%%%siteUrl%%'], allOf(['lesson', 'broadcast'], ['body']))).toEqual(['siteUrl'])
  })

  test.each([
    ['%%firstName%%', /^f: a letter of the kind lesson cannot fill %%firstName%%; it fills senderName, /],
    ['%%body%%', /^f: a letter of the kind lesson cannot fill %%body%%/],
    ['%%confirmUrl%%', /cannot fill %%confirmUrl%%; it fills .*unsubscribeUrl, preferencesUrl, lessonUrl/],
    ['%%bookingPageUrl%%', /cannot fill %%bookingPageUrl%%/],
    ['%%constructor%%', /cannot fill %%constructor%%/],
    ['before %%commaName and after', /^f: a gap is not closed near "before %%commaName and after"$/],
    ['%% %%', /^f: a gap is not closed near "%% %%"$/],
    ['commaName%%', /^f: a gap is not closed/],
  ])('%s is none of a lesson', (words, sentence) => {
    expect(said(() => gapsIn('f', ['Good words.', words], letterOf('lesson')))).toMatch(sentence)
  })

  test('are of one kind: what a broadcast cannot fill is not in the frame that it shares', () => {
    expect(allOf(['lesson', 'broadcast']).fills).toContain('unsubscribeUrl')
    for (const gap of ['lessonUrl', 'bookedUrl', 'confirmUrl', 'body'])
      expect(said(() => gapsIn('f', [`%%${gap}%%`], allOf(['lesson', 'broadcast'])))).toMatch(
        `the frame of lesson and broadcast cannot fill %%${gap}%%`,
      )
    expect(said(() => gapsIn('f', ['%%lessonUrl%%'], lessonPage))).toMatch('the page of a lesson cannot fill')
  })
})
