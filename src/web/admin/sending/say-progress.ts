import type { BroadcastNumbers } from '../../../features/broadcasts/numbers'
import type { BroadcastStatus } from '../../../features/broadcasts/schema'
import { sayCount } from '../ui/say-count'
import { sayReaders } from './say-readers'

/** Who has a letter that is not on its way, and who will not get it. */
export function sayProgress(status: BroadcastStatus, { sent, dropped }: BroadcastNumbers): string {
  const have = people(sent, 'has', 'have')
  if (status === 'paused') return `Paused. ${capital(have)} it; nothing more leaves until you let it go on.`
  if (status === 'stopped') return `Stopped. ${capital(have)} it, and ${people(dropped, 'does', 'do')} not get it.`
  return `Sent to ${sayReaders(sent)}.`
}

function people(number: number, one: string, many: string): string {
  if (number === 0) return `nobody ${one}`
  return number === 1 ? `one reader ${one}` : `${sayCount(number)} readers ${many}`
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
