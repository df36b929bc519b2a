import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

/** Nobody waits longer than this; a request that does has hung. */
const HUNG_MS = 60_000

export type Answer = { status: number; ms: number; retryAfter: string | undefined; body: string }
export type Post = { path: string; headers?: Record<string, string>; body: string }

/** Posts to a service over kept connections, as many at once as are asked for; tells the answer and how long it took (ms). */
export function openClient(url: string, atOnce: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  return {
    post: ({ path, headers = {}, body }: Post) =>
      new Promise<Answer>((resolve, reject) => {
        const began = performance.now()
        const all = { 'content-type': 'application/x-www-form-urlencoded', origin: url, ...headers }
        const sent = request(
          new URL(path, url).href,
          { method: 'POST', headers: all, agent },
          (answer: IncomingMessage) => {
            text(answer).then((body) => {
              const retryAfter = answer.headers['retry-after']
              resolve({ status: answer.statusCode ?? 0, ms: performance.now() - began, retryAfter, body })
            }, reject)
          },
        )
        sent.once('error', reject)
        sent.setTimeout(HUNG_MS, () => sent.destroy(new Error(`no answer from ${path.split('/')[1]} for a minute`)))
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}

/** The form of a sign-up. */
export const signUpOf = (email: string): Post => ({
  path: '/subscribe',
  body: new URLSearchParams({
    email,
    firstName: 'Inès',
    timeZone: 'Europe/Paris',
    consent: 'yes',
    website: '',
  }).toString(),
})
