import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { root } from '../../scripts/support/bin.ts'

const run = `
  const { startTemporarySqld } = await import('./scripts/support/sqld.ts')
  console.log((await startTemporarySqld()).url)`

test('a test run that is killed leaves no database server behind', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', run], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = await once(createInterface(child.stdout), 'line')
  expect(await answers(url)).toBe(true)
  child.kill('SIGKILL')
  await expect.poll(() => answers(url), { timeout: 10_000 }).toBe(false)
})

const answers = (url: string) =>
  fetch(`${url}/health`).then(
    () => true,
    () => false,
  )
