import { gzipSync } from 'node:zlib'
import { bundle } from '../support/bundle.ts'
import { startDatabase } from '../support/database.ts'
import type { Ask, Row } from '../support/report.ts'
import { startScript, startWorker, type Worker } from '../support/worker.ts'

const NOTHING = `export default { fetch: () => new Response('nothing') }`

/** How much is uploaded, how long until the first answer, and what a visitor of the first page downloads. */
export async function size({ quick, say }: Ask): Promise<Row[]> {
  say('the bundle and the first page')
  const script = await bundle()
  const database = await startDatabase()
  const settings = { LIBSQL_URL: database.url }
  try {
    const times = quick ? 3 : 7
    const bare = await median(times, () => firstAnswer(startScript(NOTHING)))
    const ours = await median(times, () => firstAnswer(startWorker(settings)))
    const worker = await startWorker(settings)
    const page = await weigh(worker.url)
    await worker.stop().catch(() => {})
    return [
      {
        what: 'bundle, minified',
        value: Buffer.byteLength(script) / 1024,
        unit: 'KB',
        beside: `${kb(gzipSync(script).length)} gzip`,
      },
      {
        what: 'first answer of a new worker, above a worker with nothing in it',
        value: ours - bare,
        unit: 'ms',
        beside: `${ours.toFixed(0)} and ${bare.toFixed(0)}`,
      },
      {
        what: 'page weight of /, everything it names, gzip where it helps',
        value: page.bytes / 1024,
        unit: 'KB',
        beside: page.files,
      },
    ]
  } finally {
    await database.stop()
  }
}

// From a ready runtime to the end of the first answer: loading the script, running it, one page.
async function firstAnswer(starting: Promise<Worker>): Promise<number> {
  const worker = await starting
  const start = performance.now()
  await (await fetch(`${worker.url}/care`)).text()
  const took = performance.now() - start
  await worker.stop().catch(() => {})
  return took
}

async function median(times: number, measure: () => Promise<number>): Promise<number> {
  const all: number[] = []
  for (let i = 0; i < times; i++) all.push(await measure())
  return all.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

async function weigh(url: string): Promise<{ bytes: number; files: string }> {
  const html = await (await fetch(url)).text()
  const css = await filesNamedIn(html, url)
  const fonts = (
    await Promise.all(
      [...css].filter(([path]) => path.endsWith('.css')).map(([, body]) => filesNamedIn(body.toString(), url)),
    )
  ).flatMap((more) => [...more])
  const all = new Map([['/', Buffer.from(html)] as const, ...css, ...fonts])
  const weights = [...all].map(([path, body]) => [path, Math.min(body.length, gzipSync(body).length)] as const)
  const sum = (list: typeof weights) => list.reduce((all, [, bytes]) => all + bytes, 0)
  const fontBytes = sum(weights.filter(([path]) => path.endsWith('.woff2')))
  return {
    bytes: sum(weights),
    files: `${weights.length} files, ${kb(fontBytes)} of it fonts, of which a visitor loads those the page needs`,
  }
}

async function filesNamedIn(text: string, url: string): Promise<Map<string, Buffer>> {
  const paths = new Set(
    [...text.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js|svg|png|woff2|webp|jpg))"|url\(["']?(\/[^"')]+)/g)].map(
      ([, a, b]) => a ?? b ?? '',
    ),
  )
  const files = await Promise.all(
    [...paths].map(async (path) => [path, Buffer.from(await (await fetch(url + path)).arrayBuffer())] as const),
  )
  return new Map(files)
}

const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`
