import { once } from 'node:events'
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Gives every database of a libSQL server an address of its own: `http://127.0.0.1:<port>/<namespace>/`.
 * sqld itself picks a namespace by host name or header, and an unchanged Worker can turn neither.
 */
export async function startDbProxy(sqldUrl: string) {
  const { port: sqldPort } = new URL(sqldUrl)
  const agent = new Agent({ keepAlive: true })
  const server = createServer((incoming, outgoing) => {
    const [, namespace = 'default', path = '/'] = /^\/([\w-]+)(\/.*)$/.exec(incoming.url ?? '') ?? []
    const headers = { ...incoming.headers, host: 'localhost', 'x-namespace-bin': namespaceHeader(namespace) }
    const upstream = request(
      { host: '127.0.0.1', port: sqldPort, path, method: incoming.method, headers, agent },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    upstream.on('error', (error) => outgoing.writeHead(502).end(String(error)))
    incoming.pipe(upstream)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const namespaceHeader = (namespace: string) => Buffer.from(namespace).toString('base64').replace(/=+$/, '')
