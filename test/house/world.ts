import { env, exports } from 'cloudflare:workers'
import { test as base } from 'vitest'
import { lessonsAmong } from './diary.ts'
import { linkTo, oneClickPath } from './letters.ts'
import { lastEventAfter, type News, tell } from './news.ts'
import type { Letter } from './postman/wire.ts'
import { moveIntoPrivateHouse } from './private-house.ts'
import type { Settings } from './settings.ts'
import { sign } from './svix.ts'

export { expect } from 'vitest'
export { links, linkTo, oneClickPath } from './letters.ts'

/** A test with a world of its own. It knows the service only from outside, by HTTP and by the mails that arrive. */
export const test = base.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures this one needs from the pattern
  world: async ({}, use) => use(await newWorld()),
})

/**
 * Opens a world: an empty service at http://localhost with its own database, postman and clock; `serve` may be another
 * Worker, and `like` another world whose database is copied.
 */
export async function newWorld(serve: Serve = (request) => exports.default.fetch(request), like?: { name: string }) {
  const { name, postman } = await moveIntoPrivateHouse(like?.name)

  /** Changes settings for this world alone. */
  const settings = (change: Settings) => Object.assign(env, change)

  const fetch = (path: string, init?: RequestInit) =>
    serve(new Request(new URL(path, origin), { redirect: 'manual', ...init }))

  /** Posts a form as a browser does. */
  const post = (path: string, fields: Fields = {}) =>
    fetch(path, { method: 'POST', headers: { origin }, body: new URLSearchParams(given(fields)) })

  const postJson = (path: string, body: unknown) =>
    fetch(path, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    })

  const turn = async (change: { now: string } | { advance: string }) => {
    const { now } = await answerOf<{ now: string }>(postJson('/dev/clock', change))
    await postman.change({ now })
    return now
  }

  const clock = {
    now: async () => (await answerOf<{ now: string }>(fetch('/dev/clock'))).now,
    /** Turns the clock of the service, and the postman's with it, to an ISO instant. */
    set: (now: string) => turn({ now }),
    /** Turns both on by an ISO duration. */
    advance: (duration: string) => turn({ advance: duration }),
  }

  /** One tick of the schedule, through to the last letter it put on the queue. */
  const tick = () => answerOf<Tick>(fetch('/dev/tick', { method: 'POST', headers: { origin } }))

  /** Turns the clock to each of these instants in turn, with a tick at each. */
  const liveThrough = async (instants: readonly string[]) => {
    for (const now of instants) {
      await clock.set(now)
      await tick()
    }
  }

  /** Waits until nothing that is due is under way any more, such as a letter that is sent at once. */
  const quiet = async () => {
    for (const patience = Date.now() + 10_000; ; ) {
      const { due } = await (await fetch('/healthz')).json<{ due: number }>()
      if (due === 0) return
      if (Date.now() > patience) throw new Error(`${due} letters are still due.`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  const lettersTo = (email: string) => postman.letters(email)

  const lessonsTo = async (email: string) => lessonsAmong(await lettersTo(email))

  /** The newest letter to an address, or of a kind to it; what is sent at once may take a moment, so this waits. */
  const letterTo = async (email: string, kind?: string): Promise<Letter> => {
    for (const patience = Date.now() + 15_000; ; ) {
      const letter = (await lettersTo(email)).findLast(({ tags }) => kind === undefined || tags.kind === kind)
      if (letter) return letter
      if (Date.now() > patience) throw new Error(`No ${kind ?? ''} letter came to ${email}.`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  const signUp = (fields: { email: string; firstName?: string; timeZone?: string } & Fields) =>
    post('/subscribe', { consent: 'yes', website: '', ...fields })

  /** Opens the link of the confirmation letter and presses the button behind it. */
  const confirm = async (email: string) => {
    const path = linkTo('confirm', await letterTo(email, 'confirm'))
    await fetch(path)
    return await post(path)
  }

  /** Signs up, confirms and waits for lesson 1, which is the answer. */
  const begin = async (fields: Parameters<typeof signUp>[0]) => {
    await signUp(fields)
    await confirm(fields.email)
    return await letterTo(fields.email, 'lesson')
  }

  /** What a mail client does when its own unsubscribe button is pressed. */
  const oneClick = (letter: Letter) => fetch(oneClickPath(letter), { method: 'POST', body: oneClickBody })

  /** Resend reports on a letter: signed, under a fresh id unless one is given. */
  const news = async (kind: News, letter: Letter, { id, at, ...more }: NewsOptions = {}) => {
    const body = JSON.stringify(tell(kind, letter, at ?? (await clock.now()), more))
    const secret = (env as unknown as Record<string, string>).RESEND_WEBHOOK_SECRET ?? ''
    const headers = await sign({ secret, id: id ?? `msg_${crypto.randomUUID()}`, at: new Date(), body })
    const became = lastEventAfter(kind)
    if (became) await postman.became(letter.id, became)
    return await fetch('/webhooks/resend', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
  }

  return {
    name,
    settings,
    fetch,
    post,
    postJson,
    clock,
    tick,
    liveThrough,
    quiet,
    postman,
    lettersTo,
    lessonsTo,
    letterTo,
    signUp,
    confirm,
    begin,
    oneClick,
    news,
  }
}

type Serve = (request: Request) => Promise<Response>
export type World = Awaited<ReturnType<typeof newWorld>>
export type Tick = { planned: number; sent: number; retried: number; failed: number }
type Fields = Record<string, string | undefined>
type NewsOptions = { id?: string; at?: string; [field: string]: unknown }

const origin = 'http://localhost'
const oneClickBody = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })

const given = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined))

async function answerOf<Answer>(asked: Promise<Response>): Promise<Answer> {
  const response = await asked
  if (!response.ok) throw new Error(`${response.status} from ${response.url}: ${await response.text()}`)
  return await response.json()
}
