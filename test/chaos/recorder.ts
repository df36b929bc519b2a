/**
 * Observes what reaches the database and the provider: counts what took effect, and remembers at which count a batch
 * was frozen, at which a person was heard to have left, and who holds what is being sent.
 */
export type Recorder = {
  /** The count at which the content under a key was fixed. */
  frozenAt: Map<string, number>
  /** The count at which a reader was told that nothing more comes. */
  silentSince: Map<string, number>
  /** What should not have been seen, in sentences. */
  faults: string[]
  sawDatabase: (body: string) => void
  sawLeave: (email: string) => void
  sawSending: (key: string, sender: Sender, now: number) => void
  copy: () => Recorder
}

type Sender = { dead: boolean; done: boolean; since: number }

/** As `take.ts` has it: so long a batch is in one pair of hands. */
const LEASE_MS = 60_000

export function newRecorder(): Recorder {
  let count = 0
  const frozenAt = new Map<string, number>()
  const silentSince = new Map<string, number>()
  const senders = new Map<string, Sender>()
  const faults: string[] = []
  return {
    frozenAt,
    silentSince,
    faults,
    sawDatabase(body) {
      count++
      if (!body.includes('frozen = ?')) return
      for (const [, key = ''] of body.matchAll(/\\"key\\":\\"([0-9a-f]{32})\\"/g)) {
        if (!frozenAt.has(key)) frozenAt.set(key, count)
      }
    },
    sawLeave(email) {
      if (!silentSince.has(email)) silentSince.set(email, count)
    },
    sawSending(key, sender, now) {
      const other = senders.get(key)
      const holds = other && other !== sender && !other.dead && !other.done && now < other.since + LEASE_MS
      if (holds) faults.push('two senders at once with the same letters')
      senders.set(key, sender)
    },
    copy() {
      const other = newRecorder()
      for (const [key, at] of frozenAt) other.frozenAt.set(key, at - count)
      for (const [email, at] of silentSince) other.silentSince.set(email, at - count)
      return other
    },
  }
}
