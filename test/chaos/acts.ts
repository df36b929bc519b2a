import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { bareAddress } from '../../scripts/resend-emulator/validate.ts'
import { type WebhookEventKind, webhookEvent } from '../../scripts/resend-emulator/webhook-event.ts'
import { linkTo } from '../../scripts/support/letter-links.ts'
import { sign } from '../../scripts/support/svix.ts'
import { composeContext } from '../../src/composition'
import type { AppContext } from '../../src/context'
import { EVERYONE } from '../../src/features/broadcasts/audience'
import { chooseAudience } from '../../src/features/broadcasts/choose-audience'
import { composeDraft } from '../../src/features/broadcasts/compose'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule'
import { openDb } from '../../src/platform/db'
import { isProblem } from '../../src/platform/errors'
import { DATABASE } from './intercept-globals.ts'
import { asObserver, asWorker } from './stop.ts'
import { words, worker } from './words.ts'
import type { World } from './world.ts'

/** One run of the schedule. */
export const tick = (world: World) =>
  asWorker(world, () => world.deployed.scheduled({} as never, world.env as never)).catch(() => 'failed' as const)

/** Delivers what the queues hold, events together and all else a message at a time, until nothing is ready; in any order. */
export async function emptyQueue(world: World, order: 'oldest first' | 'newest first' = 'oldest first'): Promise<void> {
  for (let most = 200; most > 0; most--) {
    const message = world.queue.ready().at(order === 'oldest first' ? 0 : -1)
    if (!message) return
    await world.queue.deliver(world.queue.batchOf(message))
  }
}

/** A form posted to the site, with the work that waits behind the answer; null when no answer came. */
export async function post(world: World, path: string, fields: Record<string, string> = {}): Promise<Response | null> {
  const body = new URLSearchParams(fields)
  return request(world, path, { headers: { origin: 'http://localhost' }, body })
}

/** An event of a letter from the provider, signed. */
export async function sendEvent(
  world: World,
  kind: WebhookEventKind,
  letter: Letter,
  id: string,
): Promise<Response | null> {
  const at = new Date(world.clock.now())
  const body = JSON.stringify(webhookEvent(kind, letter, at.toISOString()))
  const secret = String(world.env.RESEND_WEBHOOK_SECRET)
  return request(world, '/webhooks/resend', { headers: await sign({ secret, id, at, body }), body })
}

async function request(world: World, path: string, init: RequestInit): Promise<Response | null> {
  const after: Promise<unknown>[] = []
  const context = { waitUntil: (work: Promise<unknown>) => after.push(work), passThroughOnException() {} }
  let answer: Response | null = null
  await asWorker(world, async () => {
    const asked = new Request(`http://localhost${path}`, { method: 'POST', redirect: 'manual', ...init })
    answer = await worker.fetch(asked as never, world.env as never, context as never)
    await Promise.allSettled(after)
  }).catch(() => null)
  return answer
}

/** Something the practitioner does, by calling the features directly; false when no answer came. */
export async function practitioner(world: World, work: (context: AppContext) => Promise<void>): Promise<boolean> {
  try {
    const end = await asWorker(world, async () => work(await composeContext(words)(world.env as never)))
    return end !== 'stopped'
  } catch (error) {
    return isProblem(error) // "it is on its way already" is an answer too
  }
}

/** What a person does who gets no answer: again, a few seconds later. */
export async function persist(world: World, attempt: () => Promise<boolean | Response | null>): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const answer = await attempt()
    if (answer === true || (answer instanceof Response && answer.status < 400)) return
    world.clock.advance(5000)
  }
  throw new Error('Fifty times in a row there was no good answer')
}

/** A reader presses unsubscribe until the page says that nothing more comes. */
export async function leave(world: World, email: string): Promise<void> {
  const letter = letterTo(world, email)
  if (!letter) return
  await persist(world, () => post(world, linkTo('unsubscribe', letter)))
  world.recorder.sawLeave(email)
}

/** An event that the provider sends until it hears that it has come. */
export const insist = (world: World, kind: WebhookEventKind, letter: Letter) =>
  persist(world, () => sendEvent(world, kind, letter, `msg_${kind}_${letter.id}`))

/** The mail server of an address says that it does not exist, and the event is delivered until it is acknowledged. */
export async function bounce(world: World, email: string): Promise<void> {
  const letter = letterTo(world, email)
  if (!letter) return
  await insist(world, 'bounced', letter)
  await untilDelivered(world, `msg_bounced_${letter.id}`)
  world.recorder.sawLeave(email)
}

/** Delivers an event, with those that are ready beside it, until it no longer stands on the queue. */
export async function untilDelivered(world: World, svixId: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const message = world.queue.messages.find(({ body }) => 'svixId' in body && body.svixId === svixId)
    if (!message) return
    if (message.readyAt <= world.clock.now()) await world.queue.deliver(world.queue.batchOf(message))
    else world.clock.advance(5000)
  }
  throw new Error('Two hundred times in a row an event was not acknowledged')
}

/** A broadcast from the first word to its hour. */
export async function announce(world: World, at: number): Promise<number> {
  const id = await draftTo(world)
  const when = { at, local: null }
  await persist(world, () =>
    practitioner(world, ({ db, clock }) => scheduleBroadcast(db, id, when, words, clock.now())),
  )
  return id
}

/** The draft of a broadcast to everybody. */
export async function draftTo(world: World): Promise<number> {
  const draft = {
    subject: `News from ${world.namespace}%%commaName%%`,
    preheader: 'A line',
    html: '<p>News</p>',
    text: 'News',
  }
  let id = 0
  await persist(world, () =>
    practitioner(world, async ({ db, clock }) => {
      id = await composeDraft(db, draft, clock.now())
    }),
  )
  await persist(world, () =>
    practitioner(world, async ({ db, clock }) => {
      await chooseAudience(db, id, { ...EVERYONE, course: 'any' }, clock.now())
    }),
  )
  world.broadcasts.push(id)
  return id
}

/** The newest letter to somebody. */
export const letterTo = (world: World, email: string, kind?: string): Letter | undefined =>
  world.inbox.letters.findLast(
    ({ to, tags }) => to.some((one) => bareAddress(one) === email) && (!kind || tags.kind === kind),
  )

/** Reads the database from outside. */
export const look = <T>(world: World, query: Parameters<ReturnType<typeof openDb>['all']>[0]) =>
  asObserver(world, () => openDb({ LIBSQL_URL: DATABASE } as never).all<T>(query))

/** What `/healthz` says to someone who has its token. */
export const health = (world: World) =>
  asObserver(world, async () => {
    const asked = new Request(`http://localhost/healthz?token=${encodeURIComponent(String(world.env.HEALTH_TOKEN))}`)
    const answer = await worker.fetch(asked as never, world.env as never, { waitUntil: () => {} } as never)
    return (await answer.json()) as Record<string, unknown>
  })
