import * as z from 'zod'
import type { Config } from '../../../platform/config'
import { wholeText } from '../../../platform/whole-text'
import type { Accepted, EmailProvider, ProviderEventKind, Unreadable } from '../../provider'
import { ask } from './ask'
import { keepPace } from './pace'
import { readTag } from './read-tag'

/**
 * The provider's clock and ours may differ by so much; a mail it accepted slightly "before" our request is ours too.
 */
const CLOCKS_DIFFER_MS = 3_600_000

/** The most mails that Resend lists at once. */
const PAGE = 100

type Account = Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'RESEND_RATE'>

/**
 * The part of the adapter that reads what Resend accepted (resend.com/docs/api-reference/emails/list-emails). Each mail
 * is read alone: what cannot be read of one says nothing about the others.
 */
export function openSentMail(account: Account): Pick<EmailProvider, 'listAccepted' | 'readMail'> {
  return {
    async listAccepted(since, after) {
      await keepPace(account.RESEND_RATE)
      const cursor = after === null ? '' : `&after=${encodeURIComponent(after)}`
      const told = await ask(account, `/emails?limit=${PAGE}${cursor}`, list)
      if (told === null || typeof told === 'string') return told === 'not_found' ? 'not_offered' : told
      const mails = told.answer.data.map((given, i) => readItem(given, `${after ?? 'first page'}, place ${i}`))
      const oldest = mails.findLast((mail): mail is Accepted => 'id' in mail)
      // Without `has_more`, a full page that differs from the one before means that there is more.
      const mayGoOn = told.answer.has_more ?? (mails.length >= PAGE && oldest?.id !== after)
      const more = mayGoOn && !(oldest?.at != null && oldest.at < since - CLOCKS_DIFFER_MS)
      if (more && (!oldest || oldest.id === after)) return 'unreadable' // no place to go on from
      return { mails, next: more && oldest ? oldest.id : null }
    },
    async readMail(id) {
      await keepPace(account.RESEND_RATE)
      const told = await ask(account, `/emails/${encodeURIComponent(id)}`, single)
      if (told === 'not_found') return 'unreadable' // in the list and nowhere else
      if (told === null || typeof told === 'string') return told
      const tag = readTag(told.answer.tags ?? [])
      return tag === null ? 'unreadable' : { tag, to: told.answer.to }
    },
  }
}

const word = z
  .string()
  .min(1)
  .transform((text) => wholeText(text, 320))
const address = z
  .union([word, z.tuple([word], z.unknown()).transform(([first]) => first)])
  .nullable()
  .catch(null)

const list = z.object({ data: z.array(z.unknown()), has_more: z.boolean().optional().catch(undefined) })
const single = z.object({ tags: z.unknown(), to: address })
const item = z.object({
  id: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .nullable()
    .catch(null),
  to: address,
  created_at: z.string().transform(readMoment).catch(Number.NaN),
  last_event: z.string().catch(''),
})

function readItem(given: unknown, place: string): Accepted | Unreadable {
  const { id, to, created_at, last_event } = item
    .catch({ id: null, to: null, created_at: Number.NaN, last_event: '' })
    .parse(given)
  const at = Number.isFinite(created_at) ? created_at : null
  return id === null ? { place, to, at } : { id, to, at, kind: KINDS_BY_TYPE.get(last_event) ?? 'sent' }
}

const KINDS_BY_TYPE: ReadonlyMap<string, ProviderEventKind> = new Map([
  ['bounced', 'soft_bounce'], // the list does not say whether for good; Resend's own suppression list holds those
  ['complained', 'complaint'],
  ['clicked', 'clicked'],
  ['delivered', 'delivered'],
  ['delivery_delayed', 'delayed'],
  ['failed', 'failed'],
  ['opened', 'opened'],
  ['suppressed', 'hard_bounce'],
])

// Resend writes both `2026-11-02T07:00:00.000Z` and `2026-11-02 07:00:00.000+00`.
function readMoment(text: string): number {
  return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}
