import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type Box, newBox } from './box.ts'
import { control } from './control.ts'
import { serve } from './serve.ts'
import type { Outcome } from './trouble.ts'

/**
 * Opens the post office that plays Resend. Each box is an account of its own, made when it is first spoken of:
 * `<url>/<box>` is its Resend base URL, `<url>/_postman/<box>` is where tests give orders and read letters.
 */
export async function openPostman({ port = 0 } = {}) {
  const boxes = new Map<string, Box>()
  const boxNamed = (name: string) => boxes.get(name) ?? boxes.set(name, newBox()).get(name)!
  // Longer than any test: a connection that we close while workerd takes it up again would be trouble nobody ordered.
  const server = createServer({ keepAliveTimeout: 600_000 }, async (request, response) => {
    try {
      answer(request, response, await handle(boxNamed, request))
    } catch (error) {
      answer(request, response, { status: 400, body: { message: String(error) } })
    }
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function handle(boxNamed: (name: string) => Box, request: IncomingMessage): Promise<Outcome> {
  const url = new URL(request.url ?? '/', 'http://postman')
  const [, controlled, name, path = ''] = /^\/(_postman\/)?([^/]+)(\/.*)?$/.exec(url.pathname) ?? []
  if (name === undefined) return { status: 404, body: { message: 'Every path begins with the name of a box.' } }
  const method = request.method ?? 'GET'
  const body = await text(request)
  if (!controlled)
    return await serve(boxNamed(name), { method, path, query: url.searchParams, headers: request.headers, body })
  return control(boxNamed(name), method, path, url.searchParams, body === '' ? undefined : JSON.parse(body))
}

function answer(request: IncomingMessage, response: ServerResponse, outcome: Outcome) {
  if (!('silence' in outcome)) {
    const page = typeof outcome.body === 'string'
    response.writeHead(outcome.status, { 'content-type': page ? 'text/html' : 'application/json', ...outcome.headers })
    response.end(page ? outcome.body : JSON.stringify(outcome.body))
    return
  }
  if (outcome.silence === 'cut') {
    request.socket.resetAndDestroy()
    return
  }
  const cut = setTimeout(() => request.socket.destroy(), outcome.holdMs)
  request.socket.once('close', () => clearTimeout(cut))
}
