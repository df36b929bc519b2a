import { describe } from 'vitest'
import { cookiesOf, signInAsOperator, visitorWith } from '../support/sign-in-as-operator.ts'
import { expect, links, type TestApp, test } from '../support/test-app.ts'

const MAREN = 'maren@holt-practice.example'

/** Asks for a link and returns its path, as it stands in the letter. */
async function askForLink(app: TestApp, email = MAREN): Promise<string> {
  const before = (await app.lettersTo(email)).length
  expect((await app.post('/admin/sign-in', { email })).status).toBe(303)
  await app.quiet()
  const letters = await app.lettersTo(email)
  expect(letters.length).toBe(before + 1)
  return pathIn(letters.at(-1)!)
}

const pathIn = (letter: Parameters<typeof links>[0]) =>
  new URL(links(letter).find((link) => link.includes('/admin/sign-in/'))!).pathname

test('a link in a letter opens a page with a button, and the button signs in', async ({ app }) => {
  const path = await askForLink(app)
  const page = await app.fetch(path)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('Sign in</button>')
  const answer = await app.post(path)
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/admin')
  const maren = visitorWith(app, cookiesOf(answer))
  expect((await maren.fetch('/admin')).headers.get('location')).toBe('/admin/broadcasts')
  expect((await maren.fetch('/admin/sign-in')).status).toBe(303)
})

describe('signed out', () => {
  test('every path leads to the sign-in, known or not', async ({ app }) => {
    for (const path of ['/admin', '/admin/', '/admin/broadcasts', '/admin/nothing/here', '/admin/sign-out']) {
      for (const method of ['GET', 'POST', 'PUT']) {
        const answer = await app.fetch(path, { method, ...(method === 'GET' ? {} : { body: '' }) })
        expect([answer.status, answer.headers.get('location')], `${method} ${path}`).toEqual([303, '/admin/sign-in'])
      }
    }
  })
})

test('the link of development signs in at once, on this machine alone', async ({ app }) => {
  const maren = await signInAsOperator(app)
  expect((await maren.fetch('/admin')).headers.get('location')).toBe('/admin/broadcasts')
  expect((await app.fetch('https://lessons.example/admin/sign-in/development')).status).toBe(404)
})
