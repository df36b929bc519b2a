export type Serve = (request: Request) => Promise<Response>
export type Fields = Record<string, string | undefined>

export type Client = ReturnType<typeof clientOf>

/** Speaks HTTP to the service as callers outside do. */
export function clientOf(serve: Serve) {
  const fetch = (path: string, init?: RequestInit) =>
    serve(new Request(new URL(path, origin), { redirect: 'manual', ...init }))

  /** Posts a form as a browser does. */
  const post = (path: string, fields: Fields = {}) =>
    fetch(path, { method: 'POST', headers: { origin }, body: new URLSearchParams(given(fields)) })

  const postJson = (path: string, body: unknown) =>
    fetch(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    })

  return { fetch, post, postJson }
}

/** The JSON of a good answer; any other fails the test. */
export async function answerOf<Answer>(asked: Promise<Response>): Promise<Answer> {
  const response = await asked
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${await response.text()}`)
  return await response.json()
}

const origin = 'http://localhost'

const given = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined))
