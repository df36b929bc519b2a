import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Seen } from './crowd.ts'
import type { DeployedApp } from './deployed-app.ts'

/**
 * Compares what callers were answered with what the service has stored and the emulator has accepted; the answer names
 * everything that does not agree, and is empty when nothing was lost, doubled or made up.
 */
export async function verify({ db }: DeployedApp, seen: Seen, broadcast: { readers: number }) {
  const people = await db.all<{
    email: string
    confirmed: number
    hour: number
    enrolled: number
    consents: number
  }>(sql`
    select email, confirmed_at is not null as confirmed, send_hour as hour,
      (select count(*) from enrolments e where e.subscriber_id = s.id) as enrolled,
      (select count(*) from consents c where c.subscriber_id = s.id and c.action = 'confirmed') as consents
    from subscribers s where email like '%@crowd.example'`)
  const kept = await whenAllCame(seen.reports, async () => {
    const [row] = await db.all<{ count: number }>(sql`select count(*) as count from provider_events`)
    return row?.count ?? 0
  })
  const rows = new Map(people.map((row) => [row.email, row]))
  const faults: string[] = []
  const hold = (good: boolean, sentence: string) => good || faults.push(sentence)

  for (const email of seen.signedUp) hold(rows.has(email), `${email} was thanked and has no row`)
  hold(rows.size === seen.signedUp.length, `${seen.signedUp.length} were thanked and ${rows.size} have a row`)
  const confirmed = new Set(seen.confirmed)
  for (const { email, ...row } of people) {
    const is = confirmed.has(email) ? 1 : 0
    hold(row.confirmed === is && row.enrolled === is && row.consents === is, `${email}: ${JSON.stringify(row)}`)
    hold((seen.hours.get(email) ?? 7) === row.hour, `${email} chose ${seen.hours.get(email)}, not ${row.hour}`)
  }
  hold(kept === seen.reports, `${seen.reports} events were taken and ${kept} kept`)

  const letters = { confirm: once(seen, 'confirm'), lesson: once(seen, 'lesson'), broadcast: once(seen, 'broadcast') }
  for (const [kind, { twice }] of Object.entries(letters)) hold(twice.length === 0, `twice: ${kind} to ${twice}`)
  for (const email of seen.signedUp) hold(letters.confirm.to.has(email), `no confirmation came to ${email}`)
  for (const email of confirmed) hold(letters.lesson.to.has(email), `no lesson came to ${email}`)
  hold(letters.lesson.to.size === confirmed.size, 'somebody who did not confirm has a lesson')
  hold(letters.broadcast.to.size === broadcast.readers, `the broadcast came to ${letters.broadcast.to.size}`)
  return faults
}

// The queue brings an event within about a second; what has not come after so many looks is lost.
const LOOKS = 100

async function whenAllCame(expected: number, count: () => Promise<number>): Promise<number> {
  for (let looks = 0; looks < LOOKS && (await count()) < expected; looks++) await sleep(100)
  return await count()
}

function once({ letters }: Seen, kind: string) {
  const all = letters.filter(({ tags }) => tags.kind === kind).flatMap(({ to }) => to)
  return { to: new Set(all), twice: all.filter((one, i) => all.indexOf(one) !== i) }
}
