import type { EmulatorClient } from '../resend-emulator/client.ts'
import { letters, openDesk } from '../seed/letters.ts'
import { linkTo } from './letter-links.ts'
import { developmentSettings } from './settings.ts'
import { signedEvent } from './signed-event.ts'

const NAMES = ['Ada', 'Bo', 'Cleo', 'Dara', 'Edda', 'Finn', 'Gwen', 'Hugo', 'Ida', 'Jonas', 'Kim', 'Lea', 'Mira']

/**
 * Sends a letter to thirteen readers at a local service whose clock stands still, delivers it, and opens links of it for
 * some; the answer is the path of its page.
 */
export async function sendLetter(url: string, emulator: EmulatorClient): Promise<string> {
  const [, name = ''] = developmentSettings.FROM_EMAIL.split('@')
  await emulator.change({ domains: [{ name, status: 'verified' }] })
  for (const name of NAMES) await join(url, emulator, name)
  const desk = await openDesk(url)
  const path = await desk.write(letters.read)
  await desk.send(path, { when: 'now' })
  await post(url, '/dev/clock', JSON.stringify({ advance: 'PT2M' }))
  await post(url, '/dev/tick')
  for (const [i, name] of NAMES.entries()) {
    const letter = (await emulator.letters(addressOf(name))).find(({ tags }) => tags.kind === 'broadcast')
    if (!letter) throw new Error(`No letter came to ${name}.`)
    const { body, headers } = await signedEvent('delivered', letter)
    await post(url, '/webhooks/resend', body, headers)
    if (i % 2 === 1) continue
    await post(url, '/dev/clock', JSON.stringify({ advance: 'PT1M' }))
    const links = [...(letter.html ?? '').matchAll(/\/go\/[^"]+/g)].map(([link]) => link.replaceAll('&amp;', '&'))
    const link = links[i % 4 === 0 ? 0 : links.length - 1]
    if (link) await fetch(url + link, { redirect: 'manual' })
  }
  await post(url, '/dev/tick')
  return path
}

async function join(url: string, emulator: EmulatorClient, name: string) {
  const email = addressOf(name)
  await post(url, '/subscribe', JSON.stringify({ email, firstName: name, timeZone: 'Europe/Vienna', consent: 'yes' }))
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const [letter] = await emulator.letters(email)
    if (letter) return post(url, new URL(linkTo('confirm', letter), url).pathname)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No confirmation came for ${name}.`)
}

async function post(url: string, path: string, body = '', headers: Record<string, string> = {}) {
  const type = { 'content-type': 'application/json', accept: 'application/json', origin: url }
  const answer = await fetch(url + path, { method: 'POST', redirect: 'manual', headers: { ...type, ...headers }, body })
  if (answer.status >= 400) throw new Error(`${path.split('/')[1]} answered ${answer.status}: ${await answer.text()}`)
}

const addressOf = (name: string) => `${name.toLowerCase()}@readers.example`
