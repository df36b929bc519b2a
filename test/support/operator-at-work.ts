import { cookiesOf, signInAsOperator, visitorWith } from './sign-in-as-operator.ts'
import { expect, links, type TestApp } from './test-app.ts'

/** An operator signs in in every way, works, and leaves: every statement of the practitioner's own pages. */
export async function signInAndLeave(app: TestApp): Promise<void> {
  const email = 'maren@holt-practice.example'
  expect((await app.post('/admin/sign-in', { email })).status).toBe(303)
  const letter = await app.letterTo(email, 'signin')
  const path = new URL(links(letter).find((link) => link.includes('/admin/sign-in/'))!).pathname
  expect((await app.fetch(path)).status).toBe(200)
  const maren = visitorWith(app, cookiesOf(await app.post(path)))
  expect((await app.post(path)).status).toBe(410)
  await app.clock.advance('PT2H')
  expect((await maren.fetch('/admin')).status).toBe(303)
  expect((await maren.post('/admin/sign-out')).status).toBe(303)
  expect((await maren.fetch('/admin/sign-in')).status).toBe(200)
  await signInAsOperator(app)
}
