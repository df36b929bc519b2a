import type { Resend } from 'resend'
import type { News, Postman } from '../platform/mail'
import { keepPace } from './pace'

const PATIENCE_MS = 20_000
const MOST_PAGES = 200

/** The provider's clock and ours may differ by so much; what it took a moment "before" we asked is ours too. */
const CLOCKS_DIFFER_MS = 3_600_000

/** The side of the postman that looks at what Resend accepted; `rate` is in requests a second. */
export function openLedger(resend: Resend, rate: number): Pick<Postman, 'findAccepted' | 'listAccepted' | 'readTag'> {
  const listAccepted: Postman['listAccepted'] = async (since, after) => {
    await keepPace(rate)
    const { data, error } = await resend.emails.list(
      { limit: 100, ...(after ? { after } : {}) },
      { signal: AbortSignal.timeout(PATIENCE_MS) },
    )
    if (error) return error.statusCode === 404 || error.statusCode === 405 ? 'not_offered' : null
    const mails = (data.data ?? []).map((mail) => ({
      id: mail.id,
      to: mail.to?.[0] ?? '',
      at: readMoment(mail.created_at),
      news: NEWS[mail.last_event] ?? 'sent',
    }))
    const oldest = mails.at(-1)
    return { mails, next: data.has_more && oldest && !(oldest.at < since - CLOCKS_DIFFER_MS) ? oldest.id : null }
  }
  const readTag: Postman['readTag'] = async (id) => {
    await keepPace(rate)
    const { data } = await resend.emails.get(id, { signal: AbortSignal.timeout(PATIENCE_MS) })
    return data ? (data.tags?.find(({ name }) => name === 'delivery')?.value ?? '') : null
  }
  return { listAccepted, readTag, findAccepted: (tags, since) => findAccepted(listAccepted, readTag, tags, since) }
}

// The list shows addresses and only a single mail shows its tags, so mails to other addresses are passed over.
async function findAccepted(
  listAccepted: Postman['listAccepted'],
  readTag: Postman['readTag'],
  tags: ReadonlyMap<string, string>,
  since: number,
): Promise<ReadonlyMap<string, string> | null> {
  const addresses = new Set([...tags.values()].map((address) => address.toLowerCase()))
  const found = new Map<string, string>()
  let after: string | null = null
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: Awaited<ReturnType<Postman['listAccepted']>> = await listAccepted(since, after)
    if (!page || page === 'not_offered') return null
    for (const { id, to } of page.mails) {
      const tag = addresses.has(to.toLowerCase()) ? await readTag(id) : ''
      if (tag === null) return null
      if (tags.has(tag)) found.set(tag, id)
    }
    if (page.next === null || found.size === tags.size) return found
    after = page.next
  }
  return null
}

const NEWS: Readonly<Record<string, News>> = {
  bounced: 'soft_bounce', // the list does not say whether for good; Resend's own suppression list holds those
  complained: 'complaint',
  clicked: 'clicked',
  delivered: 'delivered',
  delivery_delayed: 'delayed',
  failed: 'failed',
  opened: 'opened',
  suppressed: 'hard_bounce',
}

// Resend writes both `2026-11-02T07:00:00.000Z` and `2026-11-02 07:00:00.000+00`.
function readMoment(text: string): number {
  return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}
