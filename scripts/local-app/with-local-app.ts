import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, withBin } from '../support/bin.ts'
import { localApp } from './addresses.ts'

/** Starts the whole service on this machine, does the work with it, and stops it. */
export async function withLocalApp(work: (app: Awaited<ReturnType<typeof localApp>>) => Promise<void>) {
  const app = await localApp()
  const server = spawn('node', [join(root, 'scripts/local-app/serve.ts')], {
    cwd: root,
    env: withBin(),
    stdio: 'inherit',
  })
  const closed = once(server, 'exit')
  try {
    await untilAnswered(app.url, closed)
    await work(app)
  } finally {
    server.kill('SIGTERM')
    await closed
  }
}

async function untilAnswered(url: string, closed: Promise<unknown>) {
  for (const deadline = Date.now() + 120_000; ; ) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    )
    if (answered) return
    const ended = await Promise.race([closed, sleep(200)])
    if (ended || Date.now() > deadline) throw new Error('The service did not start.')
  }
}
