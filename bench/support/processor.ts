import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts processor time in hundredths of a second (USER_HZ) and memory in pages. */
const TICKS_A_SECOND = 100

/** Processor seconds a process has used so far: all its threads, user and system, and children that ended. */
export function cpuSeconds(pid: number): number {
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fieldsOf(pid).slice(11, 15).map(Number)
  return (utime + stime + cutime + cstime) / TICKS_A_SECOND
}

/** The most memory a process ever held (MB), and what it holds now. */
export function memory(pid: number): { peakMb: number; nowMb: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { peakMb: read('VmHWM'), nowMb: read('VmRSS') }
}

/** The processes of a name that this one started, the newest first. */
export function childrenNamed(name: string, parent = process.pid): number[] {
  const pids = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
  return pids.filter((pid) => isChild(pid, name, parent)).sort((a, b) => b - a)
}

function isChild(pid: number, name: string, parent: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === name && Number(fieldsOf(pid)[1]) === parent
  } catch {
    return false // it ended while we looked
  }
}

// The fields after the name, which stands in parentheses and may hold spaces.
function fieldsOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
