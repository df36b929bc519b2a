import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, withBin } from '../../scripts/support/bin.ts'
import { browserHouse } from './house.ts'

/** Opens the house that the browser tests visit, does the work in it, and closes it. */
export async function inHouse(work: (house: Awaited<ReturnType<typeof browserHouse>>) => Promise<void>) {
  const house = await browserHouse()
  const server = spawn('node', [join(root, 'test/browser/serve.ts')], { cwd: root, env: withBin(), stdio: 'inherit' })
  const closed = once(server, 'exit')
  try {
    await untilAnswered(house.url, closed)
    await work(house)
  } finally {
    server.kill('SIGTERM')
    await closed
  }
}

async function untilAnswered(url: string, closed: Promise<unknown>) {
  for (const patience = Date.now() + 120_000; ; ) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    )
    if (answered) return
    const ended = await Promise.race([closed, sleep(200)])
    if (ended || Date.now() > patience) throw new Error('The house did not open.')
  }
}
