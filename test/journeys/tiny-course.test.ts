import { createExecutionContext, createMessageBatch, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { inject, test } from 'vitest'
import { openWorker } from '../../src/index.ts'
import { lessonLog } from '../support/lesson-log.ts'
import { at } from '../support/local-time.ts'
import { expect, linkTo, startTestApp } from '../support/test-app.ts'

const anna = 'anna@reader.test'
const vienna = 'Europe/Vienna'

test('another course needs a folder and a line: two evenings, two letters, then silence', async () => {
  const app = await startTestApp(serveAnotherCourse())
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

/**
 * A Worker with the tiny course in it; its queue is consumed by the test, since the real one belongs to the Worker
 * under test.
 */
function serveAnotherCourse() {
  const worker = openWorker(inject('tinyCourse'))
  const consume = async (queue: string, bodies: unknown[]) => {
    const messages = bodies.map((body, i) => ({ id: String(i), timestamp: new Date(), attempts: 1, body }))
    await worker.queue(createMessageBatch(queue, messages) as Parameters<typeof worker.queue>[0], bindings)
  }
  const queue = (name: string) => ({
    send: (body: unknown) => consume(name, [body]),
    sendBatch: (batch: Iterable<{ body: unknown }>) =>
      consume(
        name,
        [...batch].map(({ body }) => body),
      ),
  })
  const bindings = new Proxy(env, {
    get: (all, name) => (name === 'PROMPT' || name === 'OUTBOX' ? queue(name) : Reflect.get(all, name)),
  }) as unknown as Parameters<typeof worker.fetch>[1]

  return async (request: Request) => {
    const context = createExecutionContext()
    const answer = await worker.fetch(request as Parameters<typeof worker.fetch>[0], bindings, context)
    await waitOnExecutionContext(context)
    return answer
  }
}
