/**
 * Watches the world from its ground: counts what took effect, and remembers at which count a batch was frozen and at
 * which a person was heard to have left.
 */
export function openWitness() {
  let count = 0
  const frozenAt = new Map<string, number>()
  const silentSince = new Map<string, number>()
  return {
    frozenAt,
    silentSince,
    /** A request to the database took effect. */
    sawDatabase(body: string) {
      count++
      if (!body.includes('set frozen')) return
      for (const [, key = ''] of body.matchAll(/\\"key\\":\\"([0-9a-f]{32})\\"/g)) {
        if (!frozenAt.has(key)) frozenAt.set(key, count)
      }
    },
    /** She was told that nothing more comes: whatever is frozen after this must not go to her. */
    sawLeave(email: string) {
      if (!silentSince.has(email)) silentSince.set(email, count)
    },
    copy(): Witness {
      const other = openWitness()
      for (const [key, at] of frozenAt) other.frozenAt.set(key, at - count)
      for (const [email, at] of silentSince) other.silentSince.set(email, at - count)
      return other
    },
  }
}

export type Witness = ReturnType<typeof openWitness>
