import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './bin.ts'

/** Starts a process that ends others when this one is gone, however it died; `watch` takes the leader of a process group. */
export function startReaper() {
  const reaper = spawn(process.execPath, [join(root, 'scripts/support/reaper.ts')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  reaper.unref()
  return {
    watch: (pid: number | undefined) => void reaper.stdin.write(`${pid}\n`),
    stop: () => void reaper.kill('SIGKILL'),
  }
}
