import { env, exports } from 'cloudflare:workers'
import { test as base, inject } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/wire.ts'
import type { Settings } from '../../scripts/support/settings.ts'
import type { Trouble } from './db-proxy.ts'
import { linkTo, oneClickPath } from './letters.ts'
import { moveIntoPrivateHouse } from './private-house.ts'
import { callerOf, type Fields, type Serve } from './world/caller.ts'
import { mailOf } from './world/mail.ts'
import { timeOf } from './world/time.ts'

export { expect } from 'vitest'
export { links, linkTo, oneClickPath } from './letters.ts'
export type { Tick } from './world/time.ts'

/** A test with a world of its own. It knows the service only from outside, by HTTP and by the mails that arrive. */
export const test = base.extend<{ world: World }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures this one needs from the pattern
  world: async ({}, use) => use(await newWorld()),
})

export type World = Awaited<ReturnType<typeof newWorld>>

/**
 * Opens a world: an empty service at http://localhost with its own database, postman and clock; `serve` may be another
 * Worker, and `like` another world whose database is copied.
 */
export async function newWorld(serve: Serve = (request) => exports.default.fetch(request), like?: { name: string }) {
  const { name, postman } = await moveIntoPrivateHouse(like?.name)
  const caller = callerOf(serve)
  const time = timeOf(caller, postman)
  const mail = mailOf(caller, postman, time.clock.now)
  const { fetch, post } = caller

  /** Changes settings for this world alone. */
  const settings = (change: Settings) => Object.assign(env, change)

  /** Brings the answers of the database into trouble from here on, or out of it. */
  const trouble = (kind?: Trouble) =>
    settings({ LIBSQL_URL: `${inject('dbProxyUrl')}/${name}${kind ? `.${kind}` : ''}/` })

  const signUp = (fields: { email: string; firstName?: string; timeZone?: string } & Fields) =>
    post('/subscribe', { consent: 'yes', website: '', ...fields })

  /** Opens the link of the confirmation letter and presses the button behind it. */
  const confirm = async (email: string) => {
    const path = linkTo('confirm', await mail.letterTo(email, 'confirm'))
    await fetch(path)
    return await post(path)
  }

  /** Signs up, confirms and waits for lesson 1, which is the answer. */
  const begin = async (fields: Parameters<typeof signUp>[0]) => {
    await signUp(fields)
    await confirm(fields.email)
    return await mail.letterTo(fields.email, 'lesson')
  }

  /** What a mail client does when its own unsubscribe button is pressed. */
  const oneClick = (letter: Letter) =>
    fetch(oneClickPath(letter), { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })

  return { name, postman, settings, trouble, ...caller, ...time, ...mail, signUp, confirm, begin, oneClick }
}
