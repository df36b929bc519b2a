import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Compiled, compile } from '../emails/_build/compile'
import { type Plate, paint } from '../emails/_build/picture'
import { writeLetters } from '../emails/_build/write'
import type { CourseSource, LessonSource } from '../emails/_components/course'
import { sample } from '../emails/_components/preview'
import type { Body, Lesson } from '../emails/contract'
import { courses } from '../emails/courses'
import { sevenMornings } from '../emails/seven-mornings/course'
import { colours, plate } from '../emails/tokens'
import { twoEvenings } from './support/tiny-course/course'

const root = process.cwd()
let compiled: Compiled
let plates: Plate[]
let lessons: readonly Lesson[]

beforeAll(async () => {
  ;({ compiled, plates } = await compile(courses, { root }))
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

describe('mail', () => {
  test('a filled letter has no gap left and stays under 80 KB', () => {
    for (const lesson of lessons)
      for (const body of variants(lesson)) {
        const mail = fill(compiled.frame.html, { body: body.html, reason: compiled.reasons.lesson, ...body })
        expect(mail).not.toContain('%%')
        expect(mail, 'what React leaves for browsers').not.toMatch(/<!--(?!\[if)|<link|<script/)
        expect(mail).toContain('<html dir="ltr" lang="en">')
        expect(Buffer.byteLength(mail)).toBeLessThan(80_000)
        const used = [...`${body.html}${body.text}${body.web}`.matchAll(/%%(\w+)%%/g)].map(([, name]) => name)
        expect(new Set(body.gaps)).toEqual(new Set(used))
      }
  })

  test('single letters have nothing to leave, and the confirmation repeats nothing that was typed', () => {
    const { confirm, alreadyReading } = compiled.letters
    expect(confirm.gaps).toEqual(['senderName', 'postalAddress', 'siteHost', 'confirmUrl'])
    expect(confirm.text).toMatch(/30 days[\s\S]+ignoring this letter is enough/)
    expect(buttons(confirm)).toBe(1)
    expect(alreadyReading.gaps).toContain('preferencesUrl')
    expect(alreadyReading.gaps).not.toContain('unsubscribeUrl')
    expect(buttons(alreadyReading)).toBe(0)
  })

  test('every drawing is painted as a small opaque picture at twice its width', { timeout: 30_000 }, async () => {
    expect(plates).toHaveLength(7)
    for (const [i, plate] of plates.entries()) {
      const { path, png } = await paint(plate)
      const { figure } = lessonOf(i + 1)
      const bytes = Buffer.from(png)
      expect(path).toBe(figure.path)
      expect(bytes.subarray(1, 4).toString()).toBe('PNG')
      expect(bytes.readUInt32BE(16)).toBe(figure.width * 2)
      expect(Math.abs(bytes.readUInt32BE(20) - figure.height * 2)).toBeLessThanOrEqual(2)
      expect(bytes.length).toBeLessThan(60_000)
    }
  })

  test('what is compiled twice is the same twice', async () => {
    const again = await compile(courses, { root })
    expect(again.compiled).toEqual(compiled)
    expect(again.plates).toEqual(plates)
  })

  test('the module of letters needs nothing else, React least of all', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'galea-letters-')), 'letters.ts')
    await writeLetters(file, compiled)
    expect(await readFile(file, 'utf8')).not.toMatch(/^import |require\(/m)
    const module = await import(file)
    expect(module.courses).toEqual(compiled.courses)
    expect(module.letters.confirm.subject).toBe('Please confirm your seven mornings')
  })
})

describe('a broken rule stops the build and names its file', () => {
  const [day1, ...others] = sevenMornings.lessons
  const withDay1 = (changes: Partial<LessonSource>): CourseSource => ({
    ...sevenMornings,
    lessons: [{ ...(day1 as LessonSource), ...changes }, ...others],
  })

  test.each<[string, Partial<LessonSource>, RegExp]>([
    ['an unknown gap', { question: 'Is it %%firstName%%?' }, /%%firstName%% is no gap that anyone fills/],
    ['a slot of the frame', { question: 'What is %%body%%?' }, /%%body%% is no gap/],
    ['a gap that is not closed', { question: 'What is %%commaName?' }, /a gap is not closed near/],
    ['a long subject', { subject: 'x'.repeat(51) }, /the subject has 51 characters/],
    ['a short preheader', { preheader: 'Too short.' }, /the preheader has 10 characters/],
    ['an idea without room', { idea: null }, /the idea has \d+ words, and 200 to 350/],
    ['an idea without end', { idea: 'word '.repeat(400) }, /the idea has \d+ words/],
    ['steps that do not add up', { minutes: 4 }, /take 180 seconds together, and 4 minutes are promised/],
    ['a wrong place', { day: 2 }, /calls itself day 2 and stands at place 1/],
    ['a mail that Gmail would clip', { invitation: 'x'.repeat(80_000) }, /the html weighs \d+ KB/],
  ])('%s', async (_, changes, sentence) => {
    const problem: Error = await compile([withDay1(changes)], { root }).then(
      () => expect.fail('it compiled'),
      (error) => error,
    )
    expect(problem.message).toMatch(sentence)
    expect(problem.message).toMatch(/^seven-mornings\/day-1\.tsx: /)
  })

  test('a lesson without its drawing', async () => {
    await expect(compile([{ ...sevenMornings, drawings: 'nowhere' }], { root })).rejects.toThrow(
      /day-\d\.svg: this lesson has no drawing/,
    )
  })
})

test('a second course is a folder and a line', async () => {
  const both = await compile([...courses, twoEvenings], { root })
  expect(both.compiled.courses.map(({ slug }) => slug)).toEqual(['seven-mornings', 'two-evenings'])
  const [evening1, evening2] = both.compiled.courses[1]?.lessons ?? []
  expect(evening1?.open.text).toContain('Day 1 of 2')
  expect(evening2?.figure).toMatchObject({
    path: '/figures/two-evenings/day-2.png',
    alt: 'Two footprints on a line that goes on.',
  })
  expect(evening2 && buttons(evening2.open)).toBe(1)
  expect(both.plates).toHaveLength(9)
  expect(both.compiled.letters.confirm.subject).toBe('Please confirm your seven mornings')

  const alone = await compile([twoEvenings], { root })
  expect(alone.compiled.letters.confirm.subject).toBe('Please confirm your two evenings')
})

test('React Email is imported in one place', async () => {
  const files = (await readdir('emails', { recursive: true })).filter((file) => /\.tsx?$/.test(file))
  const importers = []
  for (const file of files)
    if (/from '(@react-email|react-email)/.test(await readFile(`emails/${file}`, 'utf8'))) importers.push(file)
  expect(importers).toEqual([join('_components', 'kit.ts')])
})

describe('colours', () => {
  test.each(Object.entries(colours))('%s: every pair of words and ground can be read (WCAG AA)', (_, colour) => {
    for (const ground of [colour.paper, colour.linen, colour.accentWash])
      for (const words of [colour.ink, colour.muted, colour.accent])
        expect(contrast(words, ground)).toBeGreaterThan(4.5)
    for (const ground of [colour.accent, colour.accentDeep])
      expect(contrast(colour.onAccent, ground)).toBeGreaterThan(4.5)
    for (const ground of [colour.paper, colour.linen]) expect(contrast(colour.edge, ground)).toBeGreaterThan(3)
  })

  test('the drawing can be read on its plate', () => {
    expect(contrast(plate.ink, plate.ground)).toBeGreaterThan(4.5)
    expect(contrast(plate.accent, plate.ground)).toBeGreaterThan(4.5)
  })
})

const lessonOf = (day: number) => {
  const lesson = lessons[day - 1]
  if (!lesson) throw new Error(`there is no day ${day}`)
  return lesson
}

const variants = ({ open, booked }: Lesson): Body[] => [open, booked]

const buttons = ({ html }: { html: string }) => html.match(/<a [^>]*class="[^"]*g-onAccent/g)?.length ?? 0

const fill = (words: string, slots: Record<string, unknown>) => {
  const once = words.replace(/%%(\w+)%%/g, (gap, name) => (name in slots ? String(slots[name]) : gap))
  return once.replace(/%%(\w+)%%/g, (gap, name) => (sample as Record<string, string>)[name] ?? gap)
}

const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
