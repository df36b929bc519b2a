import { sayCount } from '../ui/say-count'

/** From how many on a share says more than the count. */
const FEW = 20

/** A count, and, where there are at least twenty, what part of all that is: `214 (18%)`. */
export function sayShare(count: number, of: number): string {
  if (of < FEW || count > of) return sayCount(count)
  return `${sayCount(count)} (${sayPercent((100 * count) / of)})`
}

// Not rounded to nothing or to all.
function sayPercent(percent: number): string {
  if (percent > 0 && percent < 1) return 'under 1%'
  if (percent > 99 && percent < 100) return 'over 99%'
  return `${Math.round(percent)}%`
}
