import { setTimeout as sleep } from 'node:timers/promises'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { webhookEvent } from '../../scripts/resend-emulator/webhook-event.ts'
import { linkTo } from '../../scripts/support/letter-links.ts'
import { sign } from '../../scripts/support/svix.ts'
import { rollDice } from '../chaos/dice.ts'
import { testSettings } from '../support/settings.ts'
import type { DeployedApp } from './deployed-app.ts'
import { type Answer, openClient, type Post, signUpOf } from './http-client.ts'

/** What the callers did and were answered, to be compared with what the service has stored. */
export type Seen = {
  signedUp: string[]
  confirmed: string[]
  /** The hour that was answered last, by address. */
  hours: Map<string, number>
  reports: number
  letters: Letter[]
  /** How many of them were of these kinds. */
  came: { confirm: number; lesson: number }
  /** How long each answer took (ms), by what was asked. */
  took: Record<ErrandKind, number[]>
  /** Every answer that was not the one it should be. */
  wrong: string[]
}

// Which errand comes next is chance of a fixed seed; how they overtake each other is not.
const dice = rollDice(7)

type ErrandKind = 'sign-up' | 'confirm' | 'preferences' | 'report'
type Errand = { kind: ErrandKind; post: Post; done: (answer: Answer) => void }

/**
 * Sends so many at once to a service for a while: strangers sign up, confirm, get lesson 1 and set their hour, the
 * provider reports every letter, the service ticks. Nobody new comes when the time is over; what was begun is brought
 * to its end.
 */
export async function sendCrowd(app: DeployedApp, { atOnce, ms }: { atOnce: number; ms: number }): Promise<Seen> {
  const seen: Seen = {
    signedUp: [],
    confirmed: [],
    hours: new Map(),
    reports: 0,
    letters: [],
    came: { confirm: 0, lesson: 0 },
    took: { 'sign-up': [], confirm: [], preferences: [], report: [] },
    wrong: [],
  }
  const { post, close } = openClient(app.url, atOnce)
  const errands: Errand[] = []
  const until = Date.now() + ms
  let strangers = 0
  let busy = 0

  const next = (): Errand | undefined => {
    const waits = errands.length > 0
    if (waits && (Date.now() > until || dice() < 0.8)) {
      return errands.splice(Math.floor(dice() * errands.length), 1)[0]
    }
    return Date.now() > until ? undefined : signUp(seen, `stranger${++strangers}@crowd.example`)
  }
  const lane = async () => {
    for (;;) {
      const errand = next()
      if (!errand) {
        if (allCame(seen) && busy === 0 && errands.length === 0) return
        if (Date.now() > until + DRAIN_MS) return
        await sleep(50)
        continue
      }
      busy++
      await run(errand, post, seen)
      busy--
    }
  }
  const stop = new AbortController()
  const others = [tickAndTick(app, stop.signal), readMail(app, seen, errands, stop.signal)]
  await Promise.all(Array.from({ length: atOnce }, lane))
  stop.abort()
  await Promise.all(others)
  close()
  return seen
}

/** How long what was begun may take to come to its end. */
const DRAIN_MS = 120_000

async function run({ kind, post, done }: Errand, send: (post: Post) => Promise<Answer>, seen: Seen) {
  try {
    const answer = await send(post)
    seen.took[kind].push(answer.ms)
    if (answer.status >= 400) seen.wrong.push(`${kind}: ${answer.status}`)
    else done(answer)
  } catch (error) {
    seen.wrong.push(`${kind}: ${String(error)}`)
  }
}

function allCame({ signedUp, confirmed, came }: Seen): boolean {
  return came.confirm >= signedUp.length && came.lesson >= confirmed.length
}

function signUp(seen: Seen, email: string): Errand {
  return { kind: 'sign-up', post: signUpOf(email), done: () => seen.signedUp.push(email) }
}

// What follows each letter: a confirmation, a changed hour, and an event that it was delivered.
async function readMail({ emulator }: DeployedApp, seen: Seen, errands: Errand[], signal: AbortSignal) {
  while (!signal.aborted) {
    const fresh = await emulator.lettersFrom(seen.letters.length)
    seen.letters.push(...fresh)
    for (const letter of fresh) {
      errands.push(await report(letter, seen))
      const [to = ''] = letter.to
      if (letter.tags.kind === 'confirm') {
        seen.came.confirm++
        const done = () => seen.confirmed.push(to)
        errands.push({ kind: 'confirm', post: { path: linkTo('confirm', letter), body: '' }, done })
      }
      if (letter.tags.kind === 'lesson') {
        seen.came.lesson++
        errands.push(setHour(letter, to, seen))
      }
    }
    await sleep(100)
  }
}

function setHour(letter: Letter, to: string, seen: Seen): Errand {
  const hour = 5 + Math.floor(dice() * 16)
  const body = new URLSearchParams({ firstName: 'Inès', timeZone: 'Europe/Paris', hour: String(hour) }).toString()
  return {
    kind: 'preferences',
    post: { path: linkTo('preferences', letter), body },
    done: () => seen.hours.set(to, hour),
  }
}

async function report(letter: Letter, seen: Seen): Promise<Errand> {
  const body = JSON.stringify(webhookEvent('delivered', letter, new Date().toISOString()))
  const secret = testSettings.RESEND_WEBHOOK_SECRET
  const signed = await sign({ secret, id: `msg_${crypto.randomUUID()}`, at: new Date(), body })
  const headers = { ...signed, 'content-type': 'application/json' }
  return { kind: 'report', post: { path: '/webhooks/resend', headers, body }, done: () => seen.reports++ }
}

async function tickAndTick(app: DeployedApp, signal: AbortSignal) {
  while (!signal.aborted) {
    await app.tick()
    for (let waited = 0; waited < 5000 && !signal.aborted; waited += 100) await sleep(100)
  }
}
