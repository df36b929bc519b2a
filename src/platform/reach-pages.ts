import * as z from 'zod'
import { isPublicAddress, judgeTarget } from './public-address'

/**
 * What became of asking for a page: it answered, it is not there, it did not answer, it is no page of the public
 * internet, or it was not asked.
 */
export type Reached = 'answers' | 'missing' | 'silent' | 'internal' | 'unchecked'

/** The most pages of one call, how many are asked at once, and how long that may take. */
const MAX_PAGES = 20
const AT_ONCE = 4
const TIMEOUT_MS = 8000
const HOP_TIMEOUT_MS = 4000
const MAX_HOPS = 5

/** How long what was found is believed, and of how many pages it is kept. */
const KEEP_MS = 5 * 60_000
const MAX_KEPT = 200

/**
 * Asks for pages, so that a dead link is found before it leaves; never throws. Only public addresses are asked, on the
 * ports of the web, also after a redirect, and nothing of a page is read. `ownHost` is this site, which is not asked.
 */
export async function reachPages(
  pages: readonly string[],
  ownHost: string,
  now: number,
): Promise<Map<string, Reached>> {
  const reached = new Map<string, Reached>()
  const open = pages.slice(0, MAX_PAGES).filter((page) => {
    const known = URL.parse(page)?.host === ownHost ? 'answers' : keptOf(page, now)
    if (known) reached.set(page, known)
    return !known
  })
  const deadline = AbortSignal.timeout(TIMEOUT_MS)
  const work = async () => {
    for (let page = open.shift(); page !== undefined; page = open.shift()) {
      const found = await reach(page, deadline, 0)
      reached.set(page, found)
      if (found !== 'unchecked') keep(page, found, now)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return reached
}

async function reach(page: string, deadline: AbortSignal, hops: number): Promise<Reached> {
  if (judgeTarget(page) === 'internal') return 'internal'
  if (deadline.aborted) return 'unchecked'
  const signal = AbortSignal.any([deadline, AbortSignal.timeout(HOP_TIMEOUT_MS)])
  const named = await lookUp(new URL(page).hostname, signal)
  if (named !== 'public') return named
  for (const method of ['HEAD', 'GET'] as const) {
    const answer = await ask(page, method, signal)
    if (answer === null) continue
    if (answer.next !== null) return hops < MAX_HOPS ? reach(answer.next, deadline, hops + 1) : 'silent'
    if (answer.status < 300) return 'answers'
    if (method === 'GET') return sayStatus(answer.status)
  }
  return 'silent'
}

// A site that turns programs away is there all the same.
function sayStatus(status: number): Reached {
  if (status === 404 || status === 410) return 'missing'
  return status < 500 ? 'answers' : 'silent'
}

type Answered = { status: number; next: string | null }

async function ask(page: string, method: 'HEAD' | 'GET', signal: AbortSignal): Promise<Answered | null> {
  try {
    const headers = { 'user-agent': 'galea/1 (link check)', accept: 'text/html,*/*' }
    const response = await fetch(page, { method, redirect: 'manual', headers, signal })
    await response.body?.cancel()
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    return { status: response.status, next: location && (URL.parse(location, page)?.href ?? null) }
  } catch {
    return null
  }
}

const RESOLVER = 'https://cloudflare-dns.com/dns-query'
const answered = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), data: z.string() })).optional(),
})
const TYPES = { A: 1, AAAA: 28 } as const

// A public name may lead to an address inside a network, so its addresses are looked at before it is asked
// (developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json).
async function lookUp(name: string, signal: AbortSignal): Promise<'public' | 'internal' | 'silent' | 'unchecked'> {
  try {
    const lists = await Promise.all(
      (['A', 'AAAA'] as const).map(async (type) => {
        const url = `${RESOLVER}?name=${encodeURIComponent(name)}&type=${type}`
        const response = await fetch(url, { headers: { accept: 'application/dns-json' }, signal })
        const { Answer = [] } = answered.parse(await response.json())
        return Answer.filter((one) => one.type === TYPES[type]).map(({ data }) => data)
      }),
    )
    const addresses = lists.flat()
    if (addresses.length === 0) return 'silent'
    return addresses.every(isPublicAddress) ? 'public' : 'internal'
  } catch {
    return 'unchecked'
  }
}

// Plain words, so any request of the isolate may read them (decision 27).
const kept = new Map<string, { found: Reached; at: number }>()

function keptOf(page: string, now: number): Reached | undefined {
  const known = kept.get(page)
  return known && now >= known.at && now - known.at < KEEP_MS ? known.found : undefined
}

function keep(page: string, found: Reached, at: number): void {
  if (kept.size >= MAX_KEPT) kept.clear()
  kept.set(page, { found, at })
}
