import type { Template } from '../../platform/template'
import type { Purpose } from '../../platform/tokens'
import type { Letter } from '../provider'

/** The links of a letter by the gap they fill; they become addresses with signed tokens. */
export type Links = Readonly<Record<string, readonly [Purpose, ...number[]]>>

/** What a room knows of one letter when its batch is frozen: the words, or the fingerprint of words kept before. */
export type Draft = { template: Template | string; gaps: Readonly<Record<string, string>>; links: Links }

/** One letter of a frozen batch; `template` is a place in the batch's list of fingerprints. */
export type FrozenLetter = Omit<Draft, 'template'> & {
  id: number
  key: string
  to: string
  dueAt: number
  template: number
}

/** How letters go out from this house; part of what is frozen. */
export type Sender = {
  from: string
  replyTo: string
  siteUrl: string
  listId: string
  gaps: Readonly<Record<string, string>>
}

/**
 * The headers of a letter. Lessons and broadcasts can be left with one press in the mail program (RFC 2369, RFC 2919,
 * RFC 8058); the others were asked for a moment ago and say that no person wrote them (RFC 3834).
 */
export function headersOf(kind: string, listId: string, unsubscribeUrl: string | undefined): Letter['headers'] {
  if ((kind !== 'lesson' && kind !== 'broadcast') || !unsubscribeUrl) return { 'Auto-Submitted': 'auto-generated' }
  return {
    'List-Id': listId,
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}
