import type { Composed } from './letter-kind'

/** One letter of a frozen batch; `template` is an index into the batch's list of hashes. */
export type FrozenLetter = Omit<Composed, 'template'> & {
  id: number
  key: string
  to: string
  dueAt: number
  template: number
}

/** The gaps that every letter of a site can fill, as `emails/contract.ts` lists them. */
export const SITE_GAPS = ['senderName', 'postalAddress', 'siteUrl', 'siteHost', 'careUrl'] as const
export type SiteGap = (typeof SITE_GAPS)[number]

/** The sender of all letters; part of what is frozen. */
export type Sender = {
  from: string
  replyTo: string
  siteUrl: string
  listId: string
  gaps: Readonly<Record<SiteGap, string>>
}
