import { sql } from 'drizzle-orm'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { bareAddress } from '../../scripts/resend-emulator/validate.ts'
import { look } from './acts.ts'
import type { World } from './world.ts'

/** A letter somebody must get: `confirm`, `lesson/2` or `broadcast/<id>`. */
export type Due = { to: string; what: string }

/** Every way in which this world broke what the service promises, in sentences; none when all is well. */
export async function brokenPromises(world: World, due: readonly Due[]): Promise<string[]> {
  return [
    ...world.recorder.faults,
    ...otherContent(world),
    ...onceEach(world),
    ...nothingMissing(world, due),
    ...nothingAfterLeaving(world),
    ...(await settledOutbox(world)),
    ...(await numbersAgree(world)),
    ...(await countsAgree(world)),
  ]
}

/** Which of these letters somebody did not get, or got more than once, whatever else is broken in this world. */
export async function missingOrTwice(world: World, due: readonly Due[]): Promise<string[]> {
  const broken = await brokenPromises(world, due)
  return broken.filter((sentence) => sentence.startsWith('missing') || /^\d+ times/.test(sentence))
}

/** Which letter this is, whoever gets it. */
export function whatIs({ tags }: Letter): string {
  const [source = '', id, third = '', number] = (tags.delivery ?? '').split('_')
  if (source === 'enrolment') return `${third}/${number}`
  return source === 'broadcast' ? `broadcast/${id}` : source === 'alert' ? 'alert' : 'confirm'
}

/** The letters that readers got; alerts to the practitioner are not among them. */
export const toReaders = ({ inbox }: World) => inbox.letters.filter(({ tags }) => tags.kind !== 'digest')

export const recipientOf = ({ to }: Letter) => bareAddress(to[0] ?? '')

function onceEach({ inbox }: World): string[] {
  const tags = countBy(inbox.letters, ({ tags }) => tags.delivery ?? '')
  const letters = countBy(
    inbox.letters.filter((letter) => !['confirm', 'alert'].includes(whatIs(letter))),
    (letter) => `${whatIs(letter)} to ${recipientOf(letter)}`,
  )
  return [...tags, ...letters].flatMap(([name, count]) => (count > 1 ? [`${count} times: ${name}`] : []))
}

function nothingMissing({ inbox, recorder }: World, due: readonly Due[]): string[] {
  const came = new Set(inbox.letters.map((letter) => `${whatIs(letter)} to ${recipientOf(letter)}`))
  return due
    .filter(({ to, what }) => !came.has(`${what} to ${to}`) && !recorder.silentSince.has(to))
    .map(({ to, what }) => `missing: ${what} to ${to}`)
}

function nothingAfterLeaving({ inbox, recorder }: World): string[] {
  return inbox.letters.flatMap((letter) => {
    const left = recorder.silentSince.get(recipientOf(letter))
    const frozen = recorder.frozenAt.get(letter.key ?? '')
    if (frozen === undefined) return [`never frozen: ${whatIs(letter)}`]
    return left !== undefined && frozen > left ? [`after she left: ${whatIs(letter)} to ${recipientOf(letter)}`] : []
  })
}

// Trouble that was ordered is not counted here: it is made in the request's place.
function otherContent({ inbox, troubled }: World): string[] {
  return !troubled && inbox.seen.some(({ status }) => status === 409) ? ['another content under the same key'] : []
}

async function settledOutbox(world: World): Promise<string[]> {
  const now = world.clock.now()
  const rows = await look<{ what: string; count: number }>(
    world,
    sql`
      select 'deliveries ' || status || coalesce(' ' || problem, '') as what, count(*) as count from deliveries
        where status = 'claimed' or (status = 'queued' and due_at <= ${now} and coalesce(expires_at, ${now} + 1) > ${now}) group by 1
      union all select 'open batches', count(*) from batches where settled_at is null group by kind
      union all select 'broadcasts ' || status, count(*) from broadcasts
        where status in ('scheduled', 'sending') and scheduled_at <= ${now} and not exists (
          select 1 from deliveries where status = 'queued' and kind = 'broadcast' and expires_at <= ${now}) group by 1
      union all select 'letters of a settled batch left claimed', count(*) from deliveries d join batches b on b.id = d.batch_id
        where d.status = 'claimed' and b.settled_at is not null group by d.kind`,
  )
  return rows.map(({ what, count }) => `not settled: ${count} ${what}`)
}

async function numbersAgree(world: World): Promise<string[]> {
  const [told] = await look<{ accepted: number; recovered: number; sent: number; early: number; strange: number }>(
    world,
    sql`select (select coalesce(sum(accepted), 0) from batches where kind <> 'digest') as accepted,
      (select count(*) from deliveries where template = 'recovered' and kind <> 'digest') as recovered,
      (select count(*) from deliveries where sent_at is not null and kind <> 'digest') as sent,
      (select count(*) from deliveries where sent_at < due_at and kind <> 'digest') as early,
      (select count(*) from deliveries where (sent_at is not null) <> (status not in ('queued', 'claimed', 'cancelled', 'failed'))
        and failed_at is null) as strange`,
  )
  const letters = toReaders(world).length
  if (!told) return ['the database has no numbers']
  const faults =
    told.strange > 0 ? [`numbers: ${told.strange} deliveries sent by their moment and not by their status`] : []
  if (told.early > 0) faults.push(`${told.early} letters left before they were due`)
  if (told.accepted + told.recovered !== letters)
    faults.push(`numbers: batches say ${told.accepted}, the provider ${letters}`)
  if (told.sent !== letters) faults.push(`numbers: deliveries say ${told.sent}, the provider ${letters}`)
  return faults
}

// What is counted as it happens is what the rows say.
async function countsAgree(world: World): Promise<string[]> {
  const rows = await look<{ id: number; counted: string; stored: string }>(
    world,
    sql`
    select d.id, d.stored, coalesce(c.counted, '') as counted
    from (
      select source_id as id, json_array(count(*), count(sent_at), count(delivered_at), count(bounced_at), count(complained_at)) as stored
      from deliveries where kind = 'broadcast' group by source_id) d
    left join (
      select source_id as id, json_array(sum(planned), sum(sent), sum(delivered), sum(bounced), sum(complained)) as counted
      from letter_counts group by source_id) c on c.id = d.id
    where d.stored is not c.counted`,
  )
  return rows.map(({ id, counted, stored }) => `counts: of broadcast ${id} ${counted} and not ${stored}`)
}

function countBy<T>(list: readonly T[], name: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1)
  return counts
}
