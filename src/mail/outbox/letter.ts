import type { Template } from '../../platform/template'
import type { Purpose } from '../../platform/tokens'
import type { Letter } from '../provider'

/** The links of a letter by the gap they fill; they become addresses with signed tokens. */
export type Links = Readonly<Record<string, readonly [Purpose, ...number[]]>>

/** One letter before its batch is frozen: the template, or the hash of a stored one. */
export type Draft = { template: Template | string; gaps: Readonly<Record<string, string>>; links: Links }

/** One letter of a frozen batch; `template` is an index into the batch's list of hashes. */
export type FrozenLetter = Omit<Draft, 'template'> & {
  id: number
  key: string
  to: string
  dueAt: number
  template: number
}

/** The sender of all letters; part of what is frozen. */
export type Sender = {
  from: string
  replyTo: string
  siteUrl: string
  listId: string
  gaps: Readonly<Record<string, string>>
}

/**
 * The headers of a letter. Lessons and broadcasts can be unsubscribed with one click in the mail program (RFC 2369, RFC
 * 2919, RFC 8058); the others were asked for a moment ago and say that no person wrote them (RFC 3834).
 */
export function headersOf(kind: string, listId: string, unsubscribeUrl: string | undefined): Letter['headers'] {
  if ((kind !== 'lesson' && kind !== 'broadcast') || !unsubscribeUrl) return { 'Auto-Submitted': 'auto-generated' }
  return {
    'List-Id': listId,
    'List-Unsubscribe': `<${unsubscribeUrl}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}
