import { execFileSync } from 'node:child_process'

/**
 * Calls back when npm, or a shell between npm and us, has died without a signal: a killed process cannot pass one on.
 * The process that started npm is not watched.
 */
export function whenOrphaned(callback: () => void) {
  const ancestors = process.env.npm_lifecycle_event ? upToNpm() : []
  if (ancestors.length === 0) return
  setInterval(() => ancestors.every(isAlive) || callback(), 1000).unref()
}

function upToNpm() {
  const ancestors: number[] = []
  for (let pid = process.ppid; pid > 1 && ancestors.length < 12; ) {
    ancestors.push(pid)
    const [parent, command] = describe(pid)
    if (command.startsWith('npm')) return ancestors
    pid = parent
  }
  return []
}

function describe(pid: number): [parent: number, command: string] {
  try {
    const [, parent, command] =
      /^\s*(\d+)\s+(.*)$/m.exec(execFileSync('ps', ['-o', 'ppid=,args=', '-p', `${pid}`], { encoding: 'utf8' })) ?? []
    return [Number(parent), command ?? '']
  } catch {
    return [0, '']
  }
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
