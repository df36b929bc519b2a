/** Stands between the worker and the database and counts: requests, statements, rows read and rows written. */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const { port } = JSON.parse(process.argv[2] ?? '{}') as { port: number }
const agent = new Agent({ keepAlive: true })
let count = { trips: 0, statements: 0, rowsRead: 0, rowsWritten: 0 }

// A worker that is stopped in the middle of a question is no trouble of ours.
const server = createServer((incoming, outgoing) => void pass(incoming, outgoing).catch(() => outgoing.destroy()))

async function pass(incoming: IncomingMessage, outgoing: ServerResponse) {
  const asked: Buffer[] = []
  for await (const chunk of incoming) asked.push(chunk)
  const headers = { ...incoming.headers, host: `127.0.0.1:${port}` }
  const upstream = request({ host: '127.0.0.1', port, path: incoming.url, method: incoming.method, headers, agent })
  upstream.on('response', async (answer) => {
    const told: Buffer[] = []
    for await (const chunk of answer) told.push(chunk)
    const body = Buffer.concat(told)
    note(body.toString())
    const { 'transfer-encoding': _, ...rest } = answer.headers
    outgoing.writeHead(answer.statusCode ?? 502, { ...rest, 'content-length': body.length }).end(body)
  })
  upstream.on('error', () => outgoing.destroy())
  upstream.end(Buffer.concat(asked))
}

// Every statement's result in the answer says how many rows it read and wrote (Hrana over HTTP, `StmtResult`).
function note(text: string) {
  count.trips++
  for (const [, read, written] of text.matchAll(/"rows_read":(\d+),"rows_written":(\d+)/g)) {
    count.statements++
    count.rowsRead += Number(read)
    count.rowsWritten += Number(written)
  }
}

process.on('message', (question) => {
  process.send?.(count)
  if (question === 'reset') count = { trips: 0, statements: 0, rowsRead: 0, rowsWritten: 0 }
})
process.on('disconnect', () => process.exit())
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => process.send?.({ ready: (server.address() as AddressInfo).port }))
