import { expect, linkTo, test } from '../house/world.ts'

test('a visitor signs up, confirms, and lesson 1 is there', async ({ world }) => {
  await world.clock.set('2026-03-02T09:30:00Z')
  const answer = await world.signUp({ email: 'anna@reader.test', firstName: 'Anna', timeZone: 'Europe/Lisbon' })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toMatch(/^(http:\/\/localhost)?\/check-inbox/)

  const confirmation = await world.letterTo('anna@reader.test', 'confirm')
  expect(confirmation.headers).toMatchObject({ 'Auto-Submitted': 'auto-generated' })
  expect(confirmation.html).not.toContain('Anna')

  const confirmed = await world.confirm('anna@reader.test')
  expect(confirmed.status).toBe(200)
  const lesson = await world.letterTo('anna@reader.test', 'lesson')
  expect(lesson.html).toContain('Anna')
  expect(lesson.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  expect((await world.fetch(linkTo('lessons', lesson))).status).toBe(200)
})
