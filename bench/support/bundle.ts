import { execFile } from 'node:child_process'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root, withBin } from '../../scripts/support/bin.ts'

let made: Promise<string> | undefined

/** The Worker as `wrangler deploy` would upload it: one minified module, built once a run. */
export function bundle(): Promise<string> {
  made ??= make()
  return made
}

async function make() {
  const out = await mkdtemp(join(tmpdir(), 'galea-bundle-'))
  const env = withBin({ ...process.env, WRANGLER_SEND_METRICS: 'false' })
  await promisify(execFile)('wrangler', ['deploy', '--dry-run', '--outdir', out], { cwd: root, env })
  return await readFile(join(out, 'index.js'), 'utf8')
}
