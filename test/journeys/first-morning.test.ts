import { expect, linkTo, test } from '../support/world.ts'

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

test('a clock that is turned back, as in development, holds up nobody who begins then', async ({ world }) => {
  await world.clock.set('2026-05-01T09:30:00Z')
  await world.tick()
  await world.clock.advance('P3D')
  await world.tick()
  await world.clock.set('2026-03-02T09:30:00Z')
  await world.signUp({ email: 'anna@reader.test', timeZone: 'Europe/Lisbon' })
  await world.confirm('anna@reader.test')
  await world.letterTo('anna@reader.test', 'lesson')
  await world.clock.set('2026-03-03T07:00:00Z')
  expect(await world.tick()).toMatchObject({ planned: 1, sent: 1 })
})
