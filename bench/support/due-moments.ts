/** So many letters are due at a moment (ms since midnight UTC). */
export type Slot = { at: number; letters: number }

/**
 * Roughly where readers of an English letter live: percent by their distance from UTC in January, in hours. Guessed from
 * the populations and the English speakers of each zone; a list of one country is one slot, which is the hardest case.
 */
const SHARES: readonly (readonly [hours: number, percent: number])[] = [
  [-10, 0.5],
  [-9, 0.3],
  [-8, 10],
  [-7, 4.5],
  [-6, 15],
  [-5, 24],
  [-4, 2],
  [-3, 2.5],
  [0, 13],
  [1, 11],
  [2, 3.2],
  [3, 1.5],
  [4, 0.8],
  [5, 0.7],
  [5.5, 4],
  [5.75, 0.1],
  [6, 0.4],
  [7, 0.8],
  [8, 2.2],
  [9, 0.6],
  [9.5, 0.2],
  [10, 1],
  [11, 1.2],
  [13, 0.5],
]

/** The moments of a day at which `readers` are due at seven on their own clocks, the earliest first. */
export function dueMoments(readers: number): Slot[] {
  const whole = SHARES.reduce((sum, [, percent]) => sum + percent, 0)
  return SHARES.map(([hours, percent]) => ({
    at: ((7 - hours + 24) % 24) * 3_600_000,
    letters: Math.round((readers * percent) / whole),
  })).sort((a, b) => a.at - b.at)
}
