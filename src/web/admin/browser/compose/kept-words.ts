import type { JSONContent } from '@tiptap/core'

/** The words of a letter, as they are saved. */
export type Words = { subject: string; preheader: string; doc: JSONContent }

/** Words that this browser kept because they could not be saved, and when it did (ms). */
type Kept = { words: Words; at: number }

const PREFIX = 'letter:'

/**
 * Words that wait in this browser until they are saved, under the name of the letter. Where a browser keeps nothing, as
 * in a private window, it is as if there were none.
 */
export function keptWords(name: string) {
  const key = PREFIX + name
  return {
    keep: (words: Words) =>
      quietly(() => localStorage.setItem(key, JSON.stringify({ words, at: Date.now() } satisfies Kept))),
    drop: () => quietly(() => localStorage.removeItem(key)),
    find: (): Kept | null => quietly(() => JSON.parse(localStorage.getItem(key) ?? 'null')) ?? null,
  }
}

/** Removes the kept words of every letter: whoever signs out may not be alone at this machine. */
export function dropAllKept(): void {
  quietly(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  })
}

function quietly<Found>(act: () => Found): Found | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
