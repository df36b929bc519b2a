import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { inject } from 'vitest'
import { compiledTemplates, type Templates } from '../../src/composition.ts'
import { readConfig } from '../../src/platform/config.ts'
import { openSigner } from '../../src/platform/tokens.ts'
import { lessonsAmong } from '../support/lesson-log.ts'
import { at, localTime, onEachDay } from '../support/local-time.ts'
import { ledgerOf, rows } from '../support/rows.ts'
import { serveCourses } from '../support/test-app/other-courses.ts'
import { expect, linkTo, test as plain, startTestApp, type TestApp } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'
const march = (time: string) => at(`2026-03-${time}`, vienna)
const evenings = { email: anna, course: 'two-evenings' }

const [seven, two] = [compiledTemplates.courses, inject('tinyCourse').courses].map((courses) => courses[0]!)
const library = (...courses: Templates['courses']): Templates => ({ ...compiledTemplates, courses })
const test = plain.extend<{ app: TestApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures this one needs from the pattern
  app: async ({}, use) => use(await startTestApp(serveCourses(library(seven!, two!)))),
})

/** Each lesson as it came: `03 07:00 day 1 of 2`. */
async function log(app: TestApp) {
  const lessons = lessonsAmong(await app.lettersTo(anna))
  return lessons.map(
    ({ acceptedAt, text }) =>
      `${localTime(acceptedAt, vienna).slice(8)} ${/Day \d of \d/.exec(text ?? '')?.[0].toLowerCase()}`,
  )
}

const preferences = async (app: TestApp) =>
  await (await app.fetch(linkTo('preferences', await app.letterTo(anna, 'lesson')))).text()

async function begin(app: TestApp) {
  await app.clock.set(march('02 10:30'))
  return app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
}

/** Asks for the other course as well, and presses the button; the answer is the page behind it. */
async function join(app: TestApp) {
  await app.signUp(evenings)
  const letter = await app.letterTo(anna, 'confirm')
  expect(letter.text).toContain('to receive Two Evenings')
  const path = linkTo('confirm', letter)
  expect(await (await app.fetch(path)).text()).toContain('A day brings one lesson at most')
  return await (await app.post(path)).text()
}

test('on a day that had a lesson, lesson 1 of another course comes the next morning, and then the two take turns', async ({
  app,
}) => {
  await begin(app)
  await app.clock.set(march('02 11:00'))
  expect(await join(app)).toContain('Lesson 1 comes tomorrow, at 7:00 in the morning, Vienna time: a day brings one')
  expect(await preferences(app)).toContain('Lesson 1 of 2 comes tomorrow')
  await app.liveThrough([march('02 12:00'), march('02 23:59'), march('03 07:00'), march('03 19:00')])
  expect(await log(app)).toEqual(['02 10:30 day 1 of 7', '03 07:00 day 1 of 2'])
  expect(await preferences(app)).toContain('Lesson 2 of 2 comes on Thursday 5 March, at 7:00')
  await app.liveThrough(onEachDay('2026-03-04', 12, vienna, ['07:00', '12:00']))
  expect((await log(app)).slice(2)).toEqual([
    '04 07:00 day 2 of 7',
    '05 07:00 day 2 of 2',
    '06 07:00 day 3 of 7',
    '07 07:00 day 4 of 7',
    '08 07:00 day 5 of 7',
    '09 07:00 day 6 of 7',
    '10 07:00 day 7 of 7',
  ])
  expect(await preferences(app)).toContain('You have had all the lessons.')
})

test('on a day without a lesson so far it comes at once, and that day has no other', async ({ app }) => {
  await begin(app)
  await app.clock.set(march('03 06:00'))
  expect(await join(app)).toContain('Lesson 1 is on its way')
  await app.liveThrough(onEachDay('2026-03-03', 3, vienna, ['07:00', '18:00']))
  expect(await log(app)).toEqual([
    '02 10:30 day 1 of 7',
    '03 06:00 day 1 of 2',
    '04 07:00 day 2 of 7',
    '05 07:00 day 2 of 2',
  ])
})

test('in a pause nothing comes: lesson 1 waits for its end', async ({ app }) => {
  const letter = await begin(app)
  await app.post(`${linkTo('preferences', letter)}/pause`, { pauseFor: 'P7D' })
  await app.clock.set(march('04 12:00'))
  expect(await join(app)).toContain('Lesson 1 comes on Tuesday 10 March, at 7:00')
  await app.liveThrough(onEachDay('2026-03-05', 7, vienna, ['07:00']))
  expect((await log(app)).slice(1)).toEqual(['10 07:00 day 1 of 2', '11 07:00 day 2 of 7'])
})

test('each link confirms the course that it was asked for, whichever is pressed first', async ({ app }) => {
  await app.clock.set(march('02 10:30'))
  await app.signUp({ email: anna, timeZone: vienna })
  const ofSeven = await app.letterTo(anna, 'confirm')
  await app.clock.set(march('02 10:35'))
  await app.signUp(evenings)
  await app.quiet()
  const ofTwo = await app.letterTo(anna, 'confirm')
  expect([ofSeven, ofTwo].map(({ subject }) => subject)).toEqual([
    'Please confirm your seven mornings',
    'Please confirm your two evenings',
  ])
  expect(await (await app.post(linkTo('confirm', ofTwo))).text()).toContain('Lesson 1 is on its way')
  expect(await (await app.post(linkTo('confirm', ofTwo))).text()).toContain('You have already begun')
  expect(await (await app.post(linkTo('confirm', ofSeven))).text()).toContain('Lesson 1 comes tomorrow')
  await app.liveThrough(onEachDay('2026-03-03', 2, vienna, ['07:00']))
  expect(await log(app)).toEqual(['02 10:35 day 1 of 2', '03 07:00 day 1 of 7', '04 07:00 day 2 of 2'])
})

test('a reader who joins another course keeps her name, her zone and her hour, and both consents are on record', async ({
  app,
}) => {
  const letter = await begin(app)
  await app.post(`${linkTo('preferences', letter)}/hour`, { hour: '18' })
  await app.clock.set(march('02 19:00'))
  await app.signUp({ ...evenings, firstName: 'Stranger', timeZone: 'America/New_York' })
  await app.post(linkTo('confirm', await app.letterTo(anna, 'confirm')))
  const page = await preferences(app)
  expect(page).toMatch(/name="firstName"[^>]*value="Anna"/)
  expect(page).toContain('Lesson 1 of 2 comes tomorrow, at 6:00 in the evening, Vienna time.')
  const ledger = await ledgerOf(anna)
  const words = ledger.filter(({ action }) => action === 'signed_up').map(({ wording }) => wording)
  expect(words).toEqual([
    expect.stringContaining('send me the seven lessons'),
    expect.stringContaining('send me the two lessons'),
  ])
  expect(ledger.filter(({ action }) => action === 'confirmed')).toHaveLength(2)
  expect(await rows(sql`select course from sign_ups order by created_at`)).toEqual([
    { course: 'seven-mornings' },
    { course: 'two-evenings' },
  ])
})

test('who left and comes back for another course gets one lesson a day as well', async ({ app }) => {
  const letter = await begin(app)
  await app.liveThrough([march('03 07:00')])
  await app.oneClick(letter)
  await app.clock.set(march('05 06:30'))
  await app.signUp(evenings)
  expect(await (await app.confirm(anna)).text()).toContain('Lesson 1 is on its way')
  await app.liveThrough(onEachDay('2026-03-05', 4, vienna, ['07:00', '12:00']))
  expect((await log(app)).slice(2)).toEqual([
    '05 06:30 day 1 of 2',
    '06 07:00 day 3 of 7',
    '07 07:00 day 2 of 2',
    '08 07:00 day 4 of 7',
  ])
})

test('after the service slept for a day, a lesson that waits for its hour holds up none of another course', async ({
  app,
}) => {
  await begin(app)
  await app.clock.set(march('03 08:00'))
  await join(app)
  await app.liveThrough([march('04 09:00'), march('05 07:00'), march('06 07:00')])
  expect((await log(app)).slice(1)).toEqual([
    '03 08:00 day 1 of 2',
    '04 09:00 day 2 of 2',
    '05 07:00 day 2 of 7',
    '06 07:00 day 3 of 7',
  ])
})

test('a lesson that cannot be written holds up none of another course', async ({ app }) => {
  await begin(app)
  await app.clock.set(march('02 11:00'))
  await join(app)
  await app.liveThrough([march('03 07:00')])
  await rows(sql`
    create trigger poison before insert on deliveries when new.template like 'seven-mornings/%' begin
      select raise(abort, 'poison');
    end`)
  await app.liveThrough(onEachDay('2026-03-04', 2, vienna, ['07:00', '07:30']))
  expect((await log(app)).slice(1)).toEqual(['03 07:00 day 1 of 2', '04 07:00 day 2 of 2'])
  await rows(sql`drop trigger poison`)
  await app.liveThrough(onEachDay('2026-03-05', 2, vienna, ['09:00', '10:00']))
  expect((await log(app)).at(2)).toBe('04 07:00 day 2 of 2')
  expect((await log(app)).at(3)).toContain('day 2 of 7')
})

test('a confirmation takes back no other course', async ({ app }) => {
  await app.clock.set(march('02 10:30'))
  await app.signUp({ email: anna, timeZone: vienna })
  const ofSeven = await app.letterTo(anna, 'confirm')
  await app.clock.set(march('02 10:35'))
  await app.emulator.injectFaults({ do: 'daily-quota' })
  await app.signUp(evenings)
  await app.post(linkTo('confirm', ofSeven))
  await app.liveThrough([at('2026-03-03 01:05', 'UTC'), at('2026-03-03 01:10', 'UTC')])
  expect((await app.letterTo(anna, 'confirm')).subject).toBe('Please confirm your two evenings')
})

test('a reader of a course who asks for it again has nothing to confirm', async ({ app }) => {
  await begin(app)
  await app.signUp({ email: anna })
  await app.quiet()
  expect((await app.letterTo(anna)).subject).toBe('Nothing to confirm: you are a reader already')
})

plain('the form names its course; one that names none, or one that there is not, is for the first', async () => {
  const app = await startTestApp(serveCourses(library(two!, seven!)))
  expect(await (await app.fetch('/')).text()).toContain('<input type="hidden" name="course" value="two-evenings"/>')
  for (const [course, subject] of [
    [undefined, 'two evenings'],
    ['seven-mornings', 'seven mornings'],
    ['../letters', 'two evenings'],
    ['toString', 'two evenings'],
  ] as const) {
    const email = `reader-of-${course?.replace(/\W/g, '')}@reader.test`
    await app.signUp({ email, ...(course ? { course } : {}) })
    expect((await app.letterTo(email)).subject).toBe(`Please confirm your ${subject}`)
  }
  const answer = await app.post('/subscribe', { email: 'anna', course: 'seven-mornings' })
  expect(await answer.text()).toContain('name="course" value="seven-mornings"')
})

plain('a link from before there was a choice is for Seven Mornings, wherever it stands among the courses', async () => {
  const app = await startTestApp(serveCourses(library(two!, seven!)))
  await app.clock.set(march('02 10:30'))
  await app.signUp({ email: anna, timeZone: vienna, course: 'seven-mornings' })
  const config = readConfig(env as unknown as Record<string, unknown>)
  const signer = openSigner(config)
  const [id = 0, issuedAt = 0, number] =
    signer.read('confirm', linkTo('confirm', await app.letterTo(anna, 'confirm')).split('/')[2] ?? '') ?? []
  expect(number).toBe(1)
  expect((await app.post(`/confirm/${signer.sign('confirm', [id, issuedAt, 9])}`)).status).toBe(410)
  await app.post(`/confirm/${signer.sign('confirm', [id, issuedAt])}`)
  await app.letterTo(anna, 'lesson')
  expect(await log(app)).toEqual(['02 10:30 day 1 of 7'])
})
