import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { twoEvenings } from '../../test/support/tiny-course/course'
import type { CourseSource, LessonSource } from '../_components/course'
import { sample } from '../_components/preview'
import type { Body, Course, Lesson } from '../contract'
import { courses } from '../courses'
import { sevenMornings } from '../seven-mornings/course'
import { type Compiled, compile } from './compile'
import { type Plate, paint } from './picture'
import { writeLetters } from './write'

// The machine may be busy with the browser tests at the same time.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const root = process.cwd()
let compiled: Compiled
let plates: Plate[]
let lessons: readonly Lesson[]

beforeAll(async () => {
  ;({ compiled, plates } = await compile(courses, { root }))
  lessons = compiled.courses[0]?.lessons ?? []
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
        const used = [...`${body.html}${body.text}`.matchAll(/%%(\w+)%%/g)].map(([, name]) => name)
        expect(new Set(body.gaps)).toEqual(new Set(used))
      }
  })

  test('single letters have nothing to leave, and the confirmation repeats nothing that was typed', () => {
    const { alreadyReading } = compiled.letters
    const { confirm } = compiled.courses[0] as Course
    expect(confirm.gaps).toEqual(['senderName', 'postalAddress', 'siteHost', 'confirmUrl', 'neverUrl'])
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
      const { figure } = lessons[i] as Lesson
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
    expect(module.courses[0].confirm.subject).toBe('Please confirm your seven mornings')
  })
})

describe('a broken rule stops the build and names its file', () => {
  const [day1, ...others] = sevenMornings.lessons
  const withDay1 = (changes: Partial<LessonSource>): CourseSource => ({
    ...sevenMornings,
    lessons: [{ ...(day1 as LessonSource), ...changes }, ...others],
  })

  test.each<[string, Partial<LessonSource>, RegExp]>([
    ['an unknown gap', { question: 'Is it %%firstName%%?' }, /cannot fill %%firstName%%; it fills senderName, /],
    ['a slot of the frame', { question: 'What is %%body%%?' }, /cannot fill %%body%%/],
    [
      'a gap of another kind',
      { question: 'Is it %%confirmUrl%%?' },
      /a letter of the kind lesson cannot fill %%confirmUrl%%; it fills senderName, .*bookedUrl$/,
    ],
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
  expect(both.compiled.courses.map(({ confirm }) => confirm.subject)).toEqual([
    'Please confirm your seven mornings',
    'Please confirm your two evenings',
  ])
})

test.each<[string, CourseSource[], RegExp]>([
  ['no course', [], /^emails\/courses\.ts: there must be at least one course/],
  ['two courses of one number', [sevenMornings, { ...twoEvenings, number: 1 }], /two courses have the number 1/],
  ['two courses of one slug', [sevenMornings, { ...twoEvenings, slug: 'seven-mornings' }], /the slug seven-mornings/],
  ['a number that no link can hold', [{ ...sevenMornings, number: 0 }], /seven-mornings has the number 0/],
  ['a slug that is not one word', [{ ...sevenMornings, slug: 'Seven/Mornings' }], /Seven\/Mornings is no slug/],
])('a build of %s stops, since links and rows could not tell them apart', async (_, sources, sentence) => {
  await expect(compile(sources, { root })).rejects.toThrow(sentence)
})

test('React Email is imported in one place', async () => {
  const files = (await readdir('emails', { recursive: true })).filter((file) => /\.tsx?$/.test(file))
  const importers = []
  for (const file of files)
    if (/from '(@react-email|react-email)/.test(await readFile(`emails/${file}`, 'utf8'))) importers.push(file)
  expect(importers).toEqual([join('_components', 'kit.ts')])
})

const variants = ({ open, booked }: Lesson): Body[] => [open, booked]

const buttons = ({ html }: { html: string }) => html.match(/<a [^>]*class="[^"]*g-onAccent/g)?.length ?? 0

const fill = (words: string, slots: Record<string, unknown>) => {
  const once = words.replace(/%%(\w+)%%/g, (gap, name) => (name in slots ? String(slots[name]) : gap))
  return once.replace(/%%(\w+)%%/g, (gap, name) => (sample as Record<string, string>)[name] ?? gap)
}
