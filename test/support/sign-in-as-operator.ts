import type { TestApp } from './test-app.ts'

const origin = 'http://localhost'

/** The cookies that an answer sets, as a browser sends them back. */
export const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ')

/** Somebody with these cookies: `post` sends a form as a browser does; a list of pairs may name a field twice. */
export function visitorWith(app: Pick<TestApp, 'fetch'>, cookie: string) {
  const fetch = (path: string, init: RequestInit = {}) =>
    app.fetch(path, { ...init, headers: { ...Object.fromEntries(new Headers(init.headers)), cookie } })
  const post = (path: string, fields: Record<string, string> | [string, string][] = {}) =>
    fetch(path, { method: 'POST', headers: { origin }, body: new URLSearchParams(fields) })
  const read = async (path: string) => (await fetch(path)).text()
  return { cookie, fetch, post, read }
}

/** The first operator of the settings, signed in by the link that `npm run dev` prints. */
export async function signInAsOperator(app: Pick<TestApp, 'fetch'>, headers: Record<string, string> = {}) {
  return visitorWith(app, cookiesOf(await app.fetch('/admin/sign-in/development', { headers })))
}
