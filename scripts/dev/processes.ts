import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { startReaper } from '../support/start-reaper.ts'
import { whenOrphaned } from './when-orphaned.ts'

export type Processes = ReturnType<typeof holdProcesses>

/**
 * Holds together the processes of `npm run dev`: they end in order on Ctrl-C or SIGTERM, when one of them dies, when
 * npm goes away, and, by a reaper that outlives us, even when we are killed.
 */
export function holdProcesses() {
  const reaper = startReaper()
  const cleanups: (() => unknown)[] = []
  const ending = new AbortController()

  /** Ends all of them, the last started first, then this process. */
  async function end(code: number, sentence?: string): Promise<never> {
    if (ending.signal.aborted) return await new Promise(() => {})
    ending.abort()
    if (sentence) console.error(`\n${sentence}\n`)
    for (const cleanup of cleanups.toReversed()) await cleanup()
    reaper.stop()
    process.exit(code)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  whenOrphaned(() => void end(0))

  return {
    end,
    /** Aborts when everything begins to end. */
    ending: ending.signal,
    /** Runs this at the end, the last added first. */
    atEnd: (cleanup: () => unknown) => void cleanups.push(cleanup),
    /** Adopts a process that was started in a group of its own (`detached`); the returned function ends it alone. */
    adopt(name: string, child: ChildProcess) {
      let wanted = true
      reaper.watch(child.pid)
      cleanups.push(() => endGroup(child))
      child.once('exit', (code) => {
        if (wanted) void end(1, `${name} ended by itself (code ${code}), so everything ends.`)
      })
      return async () => {
        wanted = false
        await endGroup(child)
      }
    },
  }
}

async function endGroup(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  signalGroup(child, 'SIGTERM')
  const tooLong = setTimeout(() => signalGroup(child, 'SIGKILL'), 4000)
  await ended
  clearTimeout(tooLong)
  signalGroup(child, 'SIGKILL')
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  try {
    process.kill(-(child.pid ?? 0), signal)
  } catch {
    // Nobody of the group is left.
  }
}
