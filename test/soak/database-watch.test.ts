import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { watchDatabase } from '../../scripts/dev/watch-database.ts'
import { freePort } from '../../scripts/support/ports.ts'
import { startSqld } from '../../scripts/support/sqld.ts'

/** A server of its own that takes two at once, so that one can hold it from writing while another reads. */
async function openServer() {
  const dir = await mkdtemp(join(tmpdir(), 'galea-watch-'))
  const port = await freePort()
  const start = () => startSqld({ dir, port, connections: 2 })
  let child: ChildProcess = await start()
  const end = async () => {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  onTestFinished(async () => {
    await end()
    await rm(dir, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    pid: () => child.pid,
    async restart() {
      await end()
      child = await start()
    },
  }
}

type Said = { baton: string | null; results: { type: string }[] }

async function ask(url: string, requests: object[], baton: string | null = null): Promise<Said> {
  const answer = await fetch(`${url}/v2/pipeline`, { method: 'POST', body: JSON.stringify({ baton, requests }) })
  return (await answer.json()) as Said
}

const execute = (sql: string) => ({ type: 'execute', stmt: { sql } })

/** Opens a transaction that writes and does not end, until it is cut off. */
async function holdTheLock(url: string): Promise<void> {
  let { baton } = await ask(url, [execute('begin immediate')])
  const hold = async () => {
    while (baton) {
      await sleep(200)
      baton = await ask(url, [execute('select 1')], baton).then(
        (said) => said.baton,
        () => null,
      )
    }
  }
  void hold()
}

test('a database that answers reads and no writes is started again, and nothing else is', async () => {
  const [own, other] = [await openServer(), await openServer()]
  await ask(own.url, [
    execute('create table kept (word)'),
    execute("insert into kept values ('here')"),
    { type: 'close' },
  ])
  const [before, neighbour] = [own.pid(), other.pid()]
  const troubles: string[] = []
  let restarted = () => {}
  const done = new Promise<void>((resolve) => {
    restarted = resolve
  })
  const restart = async (trouble: string) => {
    troubles.push(trouble)
    await own.restart()
    restarted()
  }
  onTestFinished(watchDatabase({ url: own.url, restart, everyMs: 100, patienceMs: 1000 }))
  onTestFinished(watchDatabase({ url: other.url, restart: () => other.restart(), everyMs: 100, patienceMs: 1000 }))

  await sleep(1500)
  expect(troubles).toEqual([])
  await holdTheLock(own.url)
  await done
  expect(troubles).toEqual(['answers reads and no writes'])
  expect(own.pid()).not.toBe(before)
  expect(other.pid()).toBe(neighbour)
  const { results } = await ask(own.url, [execute("insert into kept values ('again')"), { type: 'close' }])
  expect(results[0]?.type).toBe('ok')
  await sleep(1000)
  expect(troubles).toHaveLength(1)
})
