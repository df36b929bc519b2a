import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { whenOrphaned } from './orphan.ts'

export type Family = ReturnType<typeof startFamily>

/**
 * Holds together the processes of a house: they end in order on Ctrl-C or SIGTERM, when one of them dies, when npm
 * goes away, and, held by a leash that outlives us, even when we are killed.
 */
export function startFamily() {
  const leash = spawn(process.execPath, [join(import.meta.dirname, 'leash.ts')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const farewells: (() => unknown)[] = []
  const ending = new AbortController()

  /** Ends everybody, the last to come first, then this process. */
  async function end(code: number, sentence?: string): Promise<never> {
    if (ending.signal.aborted) return await new Promise(() => {})
    ending.abort()
    if (sentence) console.error(`\n${sentence}\n`)
    for (const farewell of farewells.toReversed()) await farewell()
    leash.kill('SIGKILL')
    process.exit(code)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))
  whenOrphaned(() => void end(0))

  return {
    end,
    /** Tells when the house begins to close. */
    ending: ending.signal,
    /** Does this when the house closes. */
    atEnd: (farewell: () => unknown) => void farewells.push(farewell),
    /** Takes in a process that was started in a group of its own (`detached`); the answer ends it, and the house stays. */
    adopt(name: string, child: ChildProcess) {
      let wanted = true
      leash.stdin.write(`${child.pid}\n`)
      farewells.push(() => endGroup(child))
      child.once('exit', (code) => {
        if (wanted) void end(1, `${name} ended by itself (code ${code}), so the house closes.`)
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
