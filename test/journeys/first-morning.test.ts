import { expect, linkTo, test } from '../support/test-app.ts'

test('a visitor signs up, confirms, and lesson 1 is there', async ({ app }) => {
  app.useRealBatchQueues()
  await app.clock.set('2026-03-02T09:30:00Z')
  const answer = await app.signUp({ email: 'anna@reader.test', firstName: 'Anna', timeZone: 'Europe/Lisbon' })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toMatch(/^(http:\/\/localhost)?\/check-inbox/)

  const confirmation = await app.letterTo('anna@reader.test', 'confirm')
  expect(confirmation.headers).toMatchObject({ 'Auto-Submitted': 'auto-generated' })
  expect(confirmation.html).not.toContain('Anna')

  const confirmed = await app.confirm('anna@reader.test')
  expect(confirmed.status).toBe(200)
  const lesson = await app.letterTo('anna@reader.test', 'lesson')
  expect(lesson.html).toContain('Anna')
  expect(lesson.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  expect((await app.fetch(linkTo('lessons', lesson))).status).toBe(200)

  await app.clock.set('2026-03-03T07:00:00Z')
  expect(await app.tick()).toEqual({ planned: 1, sent: 1, retried: 0, failed: 0 })
})

test('a clock that is turned back, as in development, holds up nobody who begins then', async ({ app }) => {
  await app.clock.set('2026-05-01T09:30:00Z')
  await app.tick()
  await app.clock.advance('P3D')
  await app.tick()
  await app.clock.set('2026-03-02T09:30:00Z')
  await app.signUp({ email: 'anna@reader.test', timeZone: 'Europe/Lisbon' })
  await app.confirm('anna@reader.test')
  await app.letterTo('anna@reader.test', 'lesson')
  await app.clock.set('2026-03-03T07:00:00Z')
  expect(await app.tick()).toMatchObject({ planned: 1, sent: 1 })
})
