import { type SQL, sql } from 'drizzle-orm'
import { openDatabase } from './due-readers.ts'

/** A delivery as it is stored; moments are ms. */
export type DeliveryRow = {
  dedupe_key: string
  kind: string
  status: string
  batch_id: string | null
  provider_id: string | null
  problem: string | null
  due_at: number
} & Record<`${string}_at`, number | null>

/** What the outbox of the app that was started last holds for an address, oldest first. */
export const deliveriesTo = (email: string) =>
  rows<DeliveryRow>(sql`
    select d.* from deliveries d join subscribers s on s.id = d.subscriber_id
    where lower(s.email) = lower(${email}) order by d.created_at, d.due_at`)

/** The newest delivery to an address, or of a kind to it. */
export async function deliveryTo(email: string, kind?: string): Promise<DeliveryRow> {
  const found = (await deliveriesTo(email)).filter((row) => kind === undefined || row.kind === kind).at(-1)
  if (!found) throw new Error(`Nothing is stored for ${email}`)
  return found
}

/** A line of the consent ledger as it is stored, its JSON read. */
export type LedgerLine = {
  action: string
  at: number
  wording_version: string | null
  wording: string | null
  page: string | null
  referrer: string | null
  campaign: Record<string, string> | null
  network_hash: string | null
  detail: Record<string, unknown> | null
}

type Stored = Omit<LedgerLine, 'campaign' | 'detail'> & { campaign: string | null; detail: string | null }

/** The consent ledger of an address, in the order of its moments. */
export async function ledgerOf(email: string): Promise<LedgerLine[]> {
  const stored = await rows<Stored>(sql`
    select c.action, c.at, c.wording_version, c.wording, c.page, c.referrer, c.campaign, c.network_hash, c.detail
    from consents c join subscribers s on s.id = c.subscriber_id where lower(s.email) = lower(${email}) order by c.at, c.action`)
  return stored.map(({ campaign, detail, ...line }) => ({ ...line, campaign: read(campaign), detail: read(detail) }))
}

/** Any rows of the app that was started last. */
export const rows = <Row>(query: SQL): Promise<Row[]> => openDatabase().all<Row>(query)

const read = (json: string | null) => (json === null ? null : JSON.parse(json))
