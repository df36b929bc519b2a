import { newAuthenticator } from './authenticator.ts'
import { cookiesOf, signInAsOperator, visitorWith } from './sign-in-as-operator.ts'
import { expect, type Letter, links, type TestApp } from './test-app.ts'

type Visitor = ReturnType<typeof visitorWith>

/** The path of the link in a letter that signs in. */
export const signInPathIn = (letter: Letter) =>
  new URL(links(letter).find((link) => link.includes('/admin/sign-in/'))!).pathname

/** Sends JSON as the scripts of the pages do. */
export const sendJson = (visitor: Pick<Visitor, 'fetch'>, path: string, body: unknown) =>
  visitor.fetch(path, {
    method: 'POST',
    headers: { origin: 'http://localhost', 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })

/** Adds a passkey to the account of somebody who is signed in. */
export async function addPasskey(visitor: Visitor, authenticator: Awaited<ReturnType<typeof newAuthenticator>>) {
  const options = await (await sendJson(visitor, '/admin/account/passkeys/options', {})).json()
  return sendJson(visitor, '/admin/account/passkeys', await authenticator.create(options as never))
}

/** Signs in with a passkey; the answer of the site. */
export async function signInWithPasskey(
  app: Pick<TestApp, 'fetch'>,
  authenticator: Awaited<ReturnType<typeof newAuthenticator>>,
  step = 1,
) {
  const stranger = visitorWith(app, '')
  const options = await (await sendJson(stranger, '/admin/sign-in/passkey/options', {})).json()
  return sendJson(stranger, '/admin/sign-in/passkey', await authenticator.get(options as never, step))
}

/** The ids in the addresses of a page that match. */
export const idsIn = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].map(([, id]) => id ?? '')

/** An operator signs in in every way, looks after the account, the operators and the log, and leaves. */
export async function signInAndLeave(app: TestApp): Promise<void> {
  const email = 'maren@holt-practice.example'
  expect((await app.post('/admin/sign-in', { email })).status).toBe(303)
  const path = signInPathIn(await app.letterTo(email, 'signin'))
  expect((await app.fetch(path)).status).toBe(200)
  const maren = visitorWith(app, cookiesOf(await app.post(path)))
  expect((await app.post(path)).status).toBe(410)
  await app.clock.advance('PT2H')
  expect((await maren.fetch('/admin')).status).toBe(303)

  const authenticator = await newAuthenticator()
  expect((await addPasskey(maren, authenticator)).status).toBe(200)
  expect((await signInWithPasskey(app, authenticator)).status).toBe(200)
  await signInAsOperator(app)
  const account = await maren.read('/admin/account')
  const [passkey] = idsIn(account, /passkeys\/(\d+)\/name/g)
  const [session] = idsIn(account, /sessions\/(\d+)\/revoke/g)
  expect((await maren.post(`/admin/account/passkeys/${passkey}/name`, { name: 'Laptop' })).status).toBe(303)
  expect((await maren.post(`/admin/account/passkeys/${passkey}/remove`, { confirm: 'yes' })).status).toBe(303)
  expect((await maren.post(`/admin/account/sessions/${session}/revoke`)).status).toBe(303)
  expect((await maren.post('/admin/account/sessions/revoke', { which: 'others' })).status).toBe(303)

  expect((await maren.post('/admin/operators', { email: 'desk@holt-practice.example' })).status).toBe(303)
  const [other] = idsIn(await maren.read('/admin/operators'), /operators\/(\d+)\/remove/g)
  expect((await maren.fetch(`/admin/operators/${other}/remove`)).status).toBe(200)
  expect((await maren.post(`/admin/operators/${other}/remove`, { confirm: 'yes' })).status).toBe(303)
  expect((await maren.fetch('/admin/log')).status).toBe(200)
  expect((await maren.fetch('/admin/log?after=4000000000000-1')).status).toBe(200)

  expect((await maren.post('/admin/sign-out')).status).toBe(303)
  expect((await maren.post('/admin/nothing', { words: 'What was typed when it was over.' })).status).toBe(303)
  expect((await maren.fetch('/admin/sign-in')).status).toBe(200)
  const again = await signInAsOperator(app)
  expect((await again.fetch('/admin/unsaved')).status).toBe(200)
  expect((await again.post('/admin/unsaved')).status).toBe(303)
}
