import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { control } from './control.ts'
import { type EmulatorInbox, newInbox } from './inbox.ts'
import type { Answer } from './inject-fault.ts'
import { serve } from './serve.ts'

/**
 * Starts a server that emulates Resend. Each inbox is an account of its own, created on first use:
 * `<url>/<inbox>` is its Resend base URL, `<url>/_control/<inbox>` is where tests inject faults and read letters.
 */
export async function startResendEmulator({ port = 0 } = {}) {
  const inboxes = new Map<string, EmulatorInbox>()
  const inboxNamed = (name: string) => inboxes.get(name) ?? inboxes.set(name, newInbox()).get(name)!
  // Longer than any test: a connection that we close while workerd takes it up again would be a fault nobody injected.
  const server = createServer({ keepAliveTimeout: 600_000 }, async (request, response) => {
    try {
      answer(request, response, await handle(inboxNamed, request))
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

async function handle(inboxNamed: (name: string) => EmulatorInbox, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://emulator')
  const [, controlled, name, path = ''] = /^\/(_control\/)?([^/]+)(\/.*)?$/.exec(url.pathname) ?? []
  if (name === undefined) return { status: 404, body: { message: 'Every path begins with the name of an inbox.' } }
  const method = request.method ?? 'GET'
  const body = await text(request)
  if (!controlled)
    return await serve(inboxNamed(name), { method, path, query: url.searchParams, headers: request.headers, body })
  return control(inboxNamed(name), method, path, url.searchParams, body === '' ? undefined : JSON.parse(body))
}

function answer(request: IncomingMessage, response: ServerResponse, outcome: Answer) {
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
