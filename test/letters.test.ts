import { beforeAll, describe, expect, test, vi } from 'vitest'
import { type Compiled, compile } from '../emails/_build/compile'
import type { Body, Lesson } from '../emails/contract'
import { courses } from '../emails/courses'

// The machine may be busy with the browser tests at the same time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let compiled: Compiled
let lessons: readonly Lesson[]

beforeAll(async () => {
  ;({ compiled } = await compile(courses, { root: process.cwd() }))
  lessons = compiled.courses[0]?.lessons ?? []
})

describe('every lesson keeps the rules of the course', () => {
  const table = [3, 4, 5, 5, 5, 4, 6].map((minutes, i) => ({ day: i + 1, minutes }))

  test.each(table)('day $day: its place, its minutes, its drawing', ({ day, minutes }) => {
    const lesson = lessonOf(day)
    expect(lesson.day).toBe(day)
    expect(lesson.minutes).toBe(minutes)
    expect(lesson.figure.alt.length).toBeGreaterThan(40)
    for (const body of variants(lesson)) {
      expect(body.subject.length).toBeLessThanOrEqual(50)
      expect(body.preheader.length).toBeGreaterThanOrEqual(40)
      expect(body.preheader.length).toBeLessThanOrEqual(110)
      expect(body.text).toContain(`Day ${day} of 7`)
      expect(body.html).toContain(`Day ${day} of 7`)
      expect(body.text).toContain('Good morning%%commaName%%.')
      expect(body.text).toContain(`${minutes} minutes`)
      expect(body.text).toContain('How it should feel')
      expect(body.text).toMatch(/What we know\n\n[\s\S]+Source: /)
      expect(body.text).toMatch(/A question: .+\?/)
      expect(body.html.match(/<ol/g)).toHaveLength(1)
      expect(body.html).toContain(`src="%%siteUrl%%${lesson.figure.path}"`)
    }
  })

  test('the first morning says who should not do the practice, and every footer leads to that page', () => {
    expect(lessonOf(1).open.text).toMatch(/open wounds[\s\S]+blood thinners[\s\S]+Stop at pain[\s\S]+%%careUrl%%/)
    expect(compiled.frame.html).toContain('href="%%careUrl%%"')
    expect(compiled.frame.text).toContain('%%careUrl%%')
  })

  test('the footer says why, how to pause, how to leave, and who sends', () => {
    for (const gap of [
      '%%reason%%',
      '%%preferencesUrl%%',
      '%%unsubscribeUrl%%',
      '%%senderName%%',
      '%%postalAddress%%',
    ]) {
      expect(compiled.frame.html).toContain(gap)
      expect(compiled.frame.text).toContain(gap)
    }
  })

  test('all that the course is about is taught somewhere', () => {
    const words = lessons.map((lesson) => lesson.open.text).join('\n')
    for (const idea of [
      /runs on into the forehead and temples, the\s+cheeks, the jaw and the neck/,
      /galea aponeurotica/,
      /heavy[\s\S]+expression[\s\S]+jaw[\s\S]+headaches[\s\S]+pressed together/i,
      /circulation[\s\S]+lymph[\s\S]+nerve and muscle in conversation/,
      /rebound[\s\S]+braces[\s\S]+soften/,
      /0\.085[\s\S]+68\.9%[\s\S]+17\.9%/,
      /temples, the crown and\s+the base of the skull/,
      /scalp, face, neck and\s+nervous system are treated as one/,
    ])
      expect(words).toMatch(idea)
    expect(lessonOf(7).open.text).toMatch(/Your face begins at your scalp\.\s+Thank you/)
  })
})

describe('booking grows from nothing to one button', () => {
  const asking = /\bbook(ed|ing)?\b|%%book/i

  test('nothing on the first two mornings, one quiet link on days 3 to 6', () => {
    for (const day of [1, 2]) expect(lessonOf(day).open.html).not.toMatch(asking)
    for (const day of [3, 4, 5, 6]) {
      expect(lessonOf(day).open.html.match(/%%bookUrl%%/g)).toHaveLength(1)
      expect(buttons(lessonOf(day).open)).toBe(0)
    }
  })

  test('the last morning has the one button, and a quiet way to say it is done', () => {
    expect(buttons(lessonOf(7).open)).toBe(1)
    expect(lessonOf(7).open.html.match(/%%bookUrl%%/g)).toHaveLength(1)
    expect(lessonOf(7).open.html.match(/%%bookedUrl%%/g)).toHaveLength(1)
  })

  test('who has booked is never asked again, and on day 7 learns how to prepare', () => {
    for (const { booked } of lessons) {
      expect(booked.html + booked.text + booked.web).not.toMatch(asking)
      expect(buttons(booked)).toBe(0)
    }
    expect(lessonOf(7).booked.text).toContain('How to prepare for your session')
    expect(lessonOf(7).open.text).not.toContain('How to prepare')
  })
})

describe('words', () => {
  const promises =
    /regr[eo]w|cures?\b|curing|heals?\b|detox|anti-?age?ing|rejuvenat|facelift|lifted face|wrinkle|miracle|toxins?|guarantee|lose inches|boosts?\b/i

  test('nothing is promised that nobody can keep', () => {
    for (const lesson of lessons)
      for (const body of variants(lesson))
        expect(`${body.subject} ${body.preheader} ${body.text}`).not.toMatch(promises)
  })

  test('no dashes for breath, no shouting', () => {
    for (const lesson of lessons) for (const body of variants(lesson)) expect(body.text).not.toMatch(/[—!]| – /)
  })

  test('the text part has no HTML and holds every link', () => {
    const mails = [
      ...lessons.flatMap(variants),
      ...Object.values(compiled.letters),
      { html: compiled.frame.html, text: compiled.frame.text },
    ]
    for (const { html, text } of mails) {
      expect(text).not.toMatch(/<[a-z/!]|&[a-z]+;|\n{4,}/i)
      for (const [, href = ''] of html.matchAll(/href="([^"]+)"/g)) expect(text, href).toContain(href)
    }
  })

  test('the web has semantic words with classes, the drawing itself, and no style', () => {
    for (const lesson of lessons)
      for (const { web } of variants(lesson)) {
        expect(web).not.toMatch(/style=|<table|<img|<style|<script|%%siteUrl%%/)
        expect(web).toMatch(/<h1>[\s\S]+<figure class="drawing"><svg role="img" aria-label="[^"]{40,}"/)
        expect(web).toContain('currentColor')
        expect(web).not.toMatch(/#(INK|ACCENT|LINE|PAPER|WASH)/)
      }
    expect(lessonOf(1).opening).toMatch(/^<p>[\s\S]+<\/p>$/)
  })
})

const lessonOf = (day: number) => {
  const lesson = lessons[day - 1]
  if (!lesson) throw new Error(`there is no day ${day}`)
  return lesson
}

const variants = ({ open, booked }: Lesson): Body[] => [open, booked]

const buttons = ({ html }: { html: string }) => html.match(/<a [^>]*class="[^"]*g-onAccent/g)?.length ?? 0
