import type { EmailProvider, Found, Unsaid } from '../../provider'

const MAX_PAGES = 200

/**
 * Looks through what Resend accepted for these letters. The list shows addresses and only a single mail shows its tags,
 * so mails that certainly went to other addresses are skipped.
 */
export async function findAccepted(
  { listAccepted, readMail }: Pick<EmailProvider, 'listAccepted' | 'readMail'>,
  tags: ReadonlyMap<string, string>,
  since: number,
): Promise<Found | Unsaid | null> {
  const addresses = new Set([...tags.values()].map((address) => address.toLowerCase()))
  const mayBeOurs = (to: string | null) => to === null || addresses.has(to.toLowerCase())
  const ids = new Map<string, string>()
  const unreadable: string[] = []
  let after: string | null = null
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page: Awaited<ReturnType<EmailProvider['listAccepted']>> = await listAccepted(since, after)
    if (page === null || typeof page === 'string') return page
    for (const mail of page.mails.filter(({ to }) => mayBeOurs(to))) {
      const told = 'id' in mail ? await readMail(mail.id) : 'unreadable'
      if (told === null) return null
      if (typeof told === 'string') unreadable.push('id' in mail ? mail.id : mail.place)
      else if (tags.has(told.tag) && 'id' in mail) ids.set(told.tag, mail.id)
    }
    if (page.next === null || ids.size === tags.size) return { ids, unreadable }
    after = page.next
  }
  return null
}
