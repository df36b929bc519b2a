import { env, exports } from 'cloudflare:workers'
import { test as base, inject } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { linkTo, oneClickPath } from '../../scripts/support/letter-links.ts'
import type { Settings } from '../../scripts/support/settings.ts'
import type { Trouble } from './db-proxy.ts'
import { useIsolatedDatabase } from './isolated-database.ts'
import { useBatchQueues } from './test-app/batch-queues.ts'
import { clientOf, type Fields, type Serve } from './test-app/client.ts'
import { clockOf } from './test-app/clock.ts'
import { useEventsQueue } from './test-app/events-queue.ts'
import { mailOf } from './test-app/mail.ts'

export { expect } from 'vitest'
export type { Letter } from '../../scripts/resend-emulator/protocol.ts'
export { links, linkTo, oneClickPath } from '../../scripts/support/letter-links.ts'
export type { Tick } from './test-app/clock.ts'

/** A test with a running service of its own. It knows the service only from outside, by HTTP and by the mails that arrive. */
export const test = base.extend<{ app: TestApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures this one needs from the pattern
  app: async ({}, use) => use(await startTestApp()),
})

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

/**
 * Starts an empty service at http://localhost with its own database, emulator inbox and clock; `serve` may be another
 * Worker, and `like` another app whose database is copied.
 */
export async function startTestApp(
  serve: Serve = (request) => exports.default.fetch(request),
  like?: { name: string },
) {
  const { name, emulator } = await useIsolatedDatabase(like?.name)
  const caller = clientOf(serve)
  const time = clockOf(caller, emulator)
  const events = useEventsQueue()
  const batches = useBatchQueues()
  const mail = mailOf(caller, emulator, time.clock.now, events.deliverEvents)
  const { fetch, post } = caller

  /** Changes settings for this app alone. */
  const settings = (change: Settings) => Object.assign(env, change)

  /** Brings the answers of the database into trouble from here on, or out of it. */
  const trouble = (kind?: Trouble) =>
    settings({ LIBSQL_URL: kind ? `${inject('dbProxyUrl')}/${name}.${kind}/` : `${inject('sqldUrl')}/${name}/` })

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

  return {
    name,
    emulator,
    settings,
    trouble,
    ...caller,
    ...time,
    ...events,
    ...batches,
    ...mail,
    signUp,
    confirm,
    begin,
    oneClick,
  }
}
