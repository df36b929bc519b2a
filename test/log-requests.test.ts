import { Hono } from 'hono'
import { expect, test, vi } from 'vitest'
import type { WebEnv } from '../src/web/http/context'
import { logRequests } from '../src/web/http/log-requests'

/** The lines of the log that three requests leave: one that succeeds and whose path holds a token, and two that fail. */
async function linesOf(which: 'each' | 'failures') {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {})
  const app = new Hono<WebEnv>()
  app.use(logRequests(which))
  app.get('/good/:token', (c) => c.text('good'))
  app.get('/bad', (c) => c.text('bad', 403))
  app.onError((_, c) => c.text('broken', 500))
  app.get('/broken', () => {
    throw new Error('broken')
  })
  try {
    for (const path of ['/good/secret', '/bad', '/broken']) await app.request(path)
    return said.mock.calls.map(([line]) => {
      const { event, route, status } = JSON.parse(line)
      return [event, route, status]
    })
  } finally {
    said.mockRestore()
  }
}

const failures = [
  ['request', '/bad', 403],
  ['request', '/broken', 500],
]

test('each request leaves one line, which names the route and never the path', async () => {
  expect(await linesOf('each')).toEqual([['request', '/good/:token', 200], ...failures])
})

test('where successes are counted elsewhere, only failures leave one', async () => {
  expect(await linesOf('failures')).toEqual(failures)
})
