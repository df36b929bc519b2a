import * as z from 'zod'
import type { Config } from '../../../platform/config'
import type { DomainState } from '../../provider'
import { ask } from './ask'
import { keepPace } from './pace'

/** The most domains that Resend lists at once, and the most pages that are read; an account has a handful. */
const PAGE = 100
const MAX_PAGES = 5

type Account = Pick<Config, 'RESEND_API_KEY' | 'RESEND_BASE_URL' | 'RESEND_RATE' | 'DEV_CLOCK'>

/** Whether Resend sends in the name of a domain (resend.com/docs/api-reference/domains/list-domains). */
export async function findDomainState(account: Account, name: string): Promise<DomainState> {
  let after = ''
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    await keepPace(account.RESEND_RATE)
    const told = await ask(account, `/domains?limit=${PAGE}${after}`, list)
    if (told === null || typeof told === 'string') return 'unknown'
    const { data, has_more } = told.answer
    const found = data.find((domain) => domain.name.toLowerCase() === name.toLowerCase())
    // While a check runs, Resend says that a verified domain is pending.
    if (found) return found.status === 'verified' ? 'verified' : found.status === 'pending' ? 'unknown' : 'unverified'
    const last = data.at(-1)
    // In development the provider is an emulator, which may know of no domains.
    if (!last && account.DEV_CLOCK) return 'unknown'
    if (!has_more || !last) return 'unverified'
    after = `&after=${encodeURIComponent(last.id)}`
  }
  return 'unknown'
}

const list = z.object({
  has_more: z.boolean().optional(),
  data: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
})
