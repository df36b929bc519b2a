import * as words from '../../.build/letters.ts'
import { seedReaders } from '../../bench/support/seed.ts'
import { EVERYONE } from '../../src/features/broadcasts/audience.ts'
import { chooseAudience } from '../../src/features/broadcasts/choose-audience.ts'
import { composeDraft } from '../../src/features/broadcasts/compose.ts'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule.ts'
import { sendCrowd } from './crowd.ts'
import { startDeployedApp } from './deployed-app.ts'
import { verify } from './verify.ts'

/** Readers of the broadcast that is sent meanwhile. */
const READERS = 300

/** Sends many callers to a new service while a broadcast leaves it; returns what was seen and every failure. */
export async function soak(crowd: { atOnce: number; ms: number }) {
  const app = await startDeployedApp()
  try {
    await seedReaders(app.db, 1, READERS, Date.now())
    await sendBroadcast(app)
    const seen = await sendCrowd(app, crowd)
    return { seen, faults: [...tally(seen.wrong), ...(await verify(app, seen, { readers: READERS }))] }
  } finally {
    await app.stop()
  }
}

async function sendBroadcast({ db }: Awaited<ReturnType<typeof startDeployedApp>>) {
  const draft = {
    subject: 'While they came',
    preheader: 'A letter to all.',
    html: '<p>Dear reader,</p>',
    text: 'Dear reader,',
  }
  const id = await composeDraft(db, draft, Date.now())
  await chooseAudience(db, id, { ...EVERYONE, course: 'any' }, Date.now())
  await scheduleBroadcast(db, id, { at: Date.now(), local: null }, words, Date.now())
}

function tally(wrong: readonly string[]): string[] {
  const times = new Map<string, number>()
  for (const one of wrong) times.set(one, (times.get(one) ?? 0) + 1)
  return [...times].map(([one, count]) => `${count} times ${one}`)
}

/** How long answers took, in a line. */
export function sayTimes(took: Awaited<ReturnType<typeof soak>>['seen']['took']): string {
  const parts = Object.entries(took).map(([kind, times]) => {
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(0)
    return `${sorted.length} × ${kind}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`
  })
  return parts.join('; ')
}
