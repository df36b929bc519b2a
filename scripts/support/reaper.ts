/**
 * Reads the ids of process groups from its standard input, one a line, and ends them when that closes: the pipe breaks
 * with the process that held the other end, however it died.
 */
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

const groups: number[] = []
for await (const line of createInterface(process.stdin)) groups.push(Number(line))
for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  for (const group of groups) {
    try {
      process.kill(-group, signal)
    } catch {
      // This group has ended already.
    }
  }
  await sleep(1500)
}
