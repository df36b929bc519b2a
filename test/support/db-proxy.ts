import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Gives every database of a libSQL server an address of its own: `http://127.0.0.1:<port>/<namespace>/`.
 * sqld itself picks a namespace by host name or header, and an unchanged Worker can turn neither.
 * Its answers are in trouble at `http://127.0.0.1:<port>/<namespace>.<trouble>/`.
 */
export async function startDbProxy(sqldUrl: string) {
  const { port: sqldPort } = new URL(sqldUrl)
  const agent = new Agent({ keepAlive: true })

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse) {
    const [, namespace = 'default', trouble, path = '/'] =
      /^\/([\w-]+)(?:\.([\w-]+))?(\/.*)$/.exec(incoming.url ?? '') ?? []
    const headers = { ...incoming.headers, host: 'localhost', 'x-namespace-bin': namespaceHeader(namespace) }
    const body = await buffer(incoming)
    const writes = body.includes('BEGIN IMMEDIATE')
    if (trouble === 'full') return void outgoing.writeHead(429).end('too many requests')
    if (trouble === 'no-writes' && writes) return
    if (trouble === 'slow') await sleep(SLOW_MS)
    const ask = () => {
      const upstream = request({ host: '127.0.0.1', port: sqldPort, path, method: incoming.method, headers, agent })
      upstream.once('response', (answer) => {
        if (trouble === 'lost' && writes) return void answer.resume().once('end', () => outgoing.destroy())
        if (outgoing.destroyed) return void answer.resume() // whoever asked has given up
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        pipeline(answer, outgoing, () => {})
      })
      upstream.setTimeout(30_000, () => upstream.destroy(new Error('sqld has said nothing for 30 seconds')))
      upstream.once('error', (error: NodeJS.ErrnoException) => {
        // sqld closed a resting connection at the moment we took it up again: it has not seen the request.
        if (upstream.reusedSocket && error.code === 'ECONNRESET' && !outgoing.headersSent) ask()
        else if (outgoing.headersSent) outgoing.destroy()
        else outgoing.writeHead(502).end(String(error))
      })
      upstream.end(body)
    }
    ask()
  }

  const server = createServer({ keepAliveTimeout: restMs }, (incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

// Longer than any test: a connection that we close while workerd takes it up again would fail the request.
const restMs = 600_000

const SLOW_MS = 200

/** `full` takes nothing, `no-writes` never answers a batch, `lost` does what a batch asks and cuts the line, `slow` thinks for `SLOW_MS`. */
export type Trouble = 'full' | 'no-writes' | 'lost' | 'slow'

const namespaceHeader = (namespace: string) => Buffer.from(namespace).toString('base64').replace(/=+$/, '')
