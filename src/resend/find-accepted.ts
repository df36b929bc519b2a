import type { Resend } from 'resend'
import { keepPace } from './pace'

const PATIENCE_MS = 20_000
const MOST_PAGES = 200

/** The provider's clock and ours may differ by so much; what it took a moment "before" we asked is ours too. */
const CLOCKS_DIFFER_MS = 3_600_000

/**
 * Looks through what Resend accepted since a moment (ms), newest first, for letters with our tags; `tags` gives each
 * tag's address, because the list shows addresses and only a single mail shows its tags. Null when the search could not
 * be finished.
 */
export async function findAccepted(
  resend: Resend,
  rate: number,
  tags: ReadonlyMap<string, string>,
  since: number,
): Promise<ReadonlyMap<string, string> | null> {
  const addresses = new Set([...tags.values()].map((address) => address.toLowerCase()))
  const found = new Map<string, string>()
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    await keepPace(rate)
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const { data } = await resend.emails.list(after ? { limit: 100, after } : { limit: 100 }, { signal })
    if (!data) return null
    for (const mail of data.data) {
      if (!mail.to.some((address) => addresses.has(address.toLowerCase()))) continue
      const tag = await readTag(resend, rate, mail.id)
      if (tag === null) return null
      if (tags.has(tag)) found.set(tag, mail.id)
    }
    const oldest = data.data.at(-1)
    const isOlder = oldest !== undefined && readMoment(oldest.created_at) < since - CLOCKS_DIFFER_MS
    if (!data.has_more || !oldest || found.size === tags.size || isOlder) return found
    after = oldest.id
  }
  return null
}

async function readTag(resend: Resend, rate: number, id: string): Promise<string | null> {
  await keepPace(rate)
  const { data } = await resend.emails.get(id, { signal: AbortSignal.timeout(PATIENCE_MS) })
  return data ? (data.tags?.find(({ name }) => name === 'delivery')?.value ?? '') : null
}

// Resend writes both `2026-11-02T07:00:00.000Z` and `2026-11-02 07:00:00.000+00`.
function readMoment(text: string): number {
  return Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))
}
