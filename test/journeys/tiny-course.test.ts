import { inject, test } from 'vitest'
import { lessonLog } from '../support/lesson-log.ts'
import { at } from '../support/local-time.ts'
import { serveCourses } from '../support/test-app/other-courses.ts'
import { expect, linkTo, startTestApp } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'

test('another course needs a folder and a line: two evenings, two letters, then silence', async () => {
  const app = await startTestApp(serveCourses(inject('tinyCourse')))
  app.settings({ SEND_HOUR: '20' })
  await app.clock.set(at('2026-03-02 21:15', vienna))
  const landing = await (await app.fetch('/')).text()
  expect(landing).toContain('Two Evenings')
  expect(landing).not.toContain('Seven Mornings')

  const first = await app.begin({ email: anna, firstName: 'Anna', timeZone: vienna })
  expect(first.subject).toBe('Put a basin on the floor')
  expect((await app.letterTo(anna, 'confirm')).text).toContain('to receive Two Evenings')
  expect(await (await app.fetch(linkTo('preferences', first))).text()).toContain(
    'Lesson 2 of 2 comes tomorrow, at 8:00 in the evening, Vienna time.',
  )
  const page = await (await app.fetch(linkTo('lessons', first))).text()
  expect(page).toContain('Day 1 of 2')
  expect(page).toContain('Warm water, and nothing else')

  await app.liveThrough(
    ['03 07:00', '03 19:59', '03 20:00', '04 20:00', '11 20:00'].map((time) => at(`2026-03-${time}`, vienna)),
  )
  expect(lessonLog(await app.lettersTo(anna), vienna)).toEqual(['2026-03-02 21:15 day 1', '2026-03-03 20:00 day 2'])
  const last = await app.letterTo(anna, 'lesson')
  expect(last.text).toContain('Day 2 of 2')
  expect(last.text).toContain('/book/')
  expect(await (await app.fetch(linkTo('preferences', last))).text()).toContain('You have had all the lessons.')
})
