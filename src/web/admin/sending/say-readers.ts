import { sayCount } from '../ui/say-count'

/** A number of readers: `no reader`, `one reader`, `1,234 readers`. */
export function sayReaders(number: number): string {
  if (number === 0) return 'no reader'
  return number === 1 ? 'one reader' : `${sayCount(number)} readers`
}
