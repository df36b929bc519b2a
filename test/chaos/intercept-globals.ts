import { serve } from '../../scripts/resend-emulator/serve.ts'
import { sayStatements } from './say-statements.ts'
import { currentWorker, touch } from './stop.ts'
import type { World } from './world.ts'

/** The addresses that workers of a world use for their database and their provider. */
export const DATABASE = 'http://database.test'
export const PROVIDER = 'http://provider.test'

const real = { fetch: globalThis.fetch, now: Date.now, random: crypto.getRandomValues.bind(crypto), log: console.log }

/**
 * Replaces globals of the code that runs in a world: its requests become points, its time is the world's clock, and its
 * randomness is the world's, so that a seed repeats the same run.
 */
export function interceptGlobals(): void {
  globalThis.fetch = ((input: Request | string | URL, init?: RequestInit) => {
    const world = currentWorker()?.world
    return world ? answer(world, new Request(input, init)) : real.fetch(input, init)
  }) as typeof fetch
  console.log = (...words: unknown[]) => (currentWorker() ? undefined : real.log(...words))
  Date.now = () => currentWorker()?.world.clock.now() ?? real.now()
  crypto.getRandomValues = ((array: Uint8Array<ArrayBuffer>) => {
    const dice = currentWorker()?.world.dice
    if (!dice) return real.random(array)
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let i = 0; i < bytes.length; i++) bytes[i] = dice() * 256
    return array
  }) as typeof crypto.getRandomValues
}

async function answer(world: World, request: Request): Promise<Response> {
  const worker = currentWorker()!
  const { origin, pathname, search } = new URL(request.url)
  const body = await request.text()
  if (origin === DATABASE) {
    return touch(worker, sayStatements(body), () => askDatabase(world, pathname, request, body))
  }
  return touch(worker, `${request.method} ${pathname}`, () => askProvider(world, pathname, search, request, body))
}

// A database that says nothing for so long is a fault of the harness, not of what it tries.
const TIMEOUT_MS = 15_000

async function askDatabase(world: World, path: string, { method, headers }: Request, body: string): Promise<Response> {
  const namespace = Buffer.from(world.namespace).toString('base64').replace(/=+$/, '')
  const response = await real.fetch(world.server.sqld.url + path, {
    method,
    headers: { 'content-type': headers.get('content-type') ?? 'application/json', 'x-namespace-bin': namespace },
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const text = await response.text()
  if (response.ok) world.recorder.sawDatabase(body)
  return new Response(text, response)
}

async function askProvider(world: World, path: string, search: string, request: Request, body: string) {
  const headers = Object.fromEntries(request.headers)
  const query = new URLSearchParams(search)
  const key = headers['idempotency-key']
  if (key) world.recorder.sawSending(key, currentWorker()!, world.clock.now())
  const said = await serve(world.inbox, { method: request.method, path, query, headers, body })
  if ('silence' in said) throw new TypeError('fetch failed')
  const page = typeof said.body === 'string'
  return new Response(page ? (said.body as string) : JSON.stringify(said.body), {
    status: said.status,
    headers: { 'content-type': page ? 'text/html' : 'application/json', ...said.headers },
  })
}
