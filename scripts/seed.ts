/**
 * `npm run seed`: example readers in the service that `npm run dev` runs, made through its own routes: one on every day
 * of the course, some who have finished, booked, paused, unsubscribed, bounced or never confirmed; and three letters to
 * everyone: one that was read, one that is scheduled, and a draft.
 */

import { chooseSettings } from './dev/choose-settings.ts'
import { readPlan } from './dev/plan.ts'
import type { Letter } from './resend-emulator/protocol.ts'
import type { WebhookEventKind } from './resend-emulator/webhook-event.ts'
import { letters, openDesk } from './seed/letters.ts'
import { readDevVars } from './support/dev-vars.ts'
import { linkTo, oneClickPath } from './support/letter-links.ts'
import { signedEvent } from './support/signed-event.ts'

const plan = readPlan(process.env, readDevVars())
const settings = chooseSettings(plan, '')
const site = `http://localhost:${plan.port}`

type Person = { name: string; timeZone: string; began: number; fate?: (letters: Letter[]) => Promise<unknown> }

const people: Person[] = [
  {
    name: 'Ines',
    timeZone: 'Europe/Lisbon',
    began: 12,
    fate: async (letters) => {
      const last = letters.find(({ html }) => html?.includes('/booked/'))
      return last && post(linkTo('booked', last))
    },
  },
  { name: 'Katharina', timeZone: 'Europe/Vienna', began: 10 },
  {
    name: 'Noor',
    timeZone: 'Asia/Kolkata',
    began: 9,
    fate: async ([letter]) => letter && sendEvent('bounced', letter),
  },
  { name: 'Grace', timeZone: 'America/New_York', began: 7 },
  { name: 'Mei', timeZone: 'Asia/Singapore', began: 6 },
  { name: 'Hana', timeZone: 'Asia/Tokyo', began: 5, fate: async ([letter]) => letter && post(oneClickPath(letter)) },
  { name: 'Olive', timeZone: 'Australia/Lord_Howe', began: 5 },
  {
    name: 'Amara',
    timeZone: 'Africa/Lagos',
    began: 4,
    fate: async ([letter]) => letter && post(`${linkTo('preferences', letter)}/pause`, { pauseFor: 'P14D' }),
  },
  { name: 'Lucía', timeZone: 'America/Bogota', began: 3 },
  { name: 'Sofie', timeZone: 'Europe/Copenhagen', began: 2 },
  { name: 'Tamar', timeZone: 'Asia/Tbilisi', began: 1 },
  { name: 'Bridget', timeZone: 'Europe/Dublin', began: 0 },
]
const hesitant = ['Rosa', 'Wanda']
const DAY_MS = 86_400_000

if (
  !(await fetch(`${site}/dev/clock`).then(
    (answer) => answer.ok,
    () => false,
  ))
) {
  console.error(
    `There is no development service at ${site}. Start it with npm run dev, then seed it from another window.`,
  )
  process.exit(1)
}
const today = Date.now()
for (let ago = 12; ago >= 0; ago--) {
  await post('/dev/clock', JSON.stringify({ now: new Date(today - ago * DAY_MS).toISOString() }))
  for (const person of people.filter(({ began }) => began === ago)) await begin(person)
  const { sent } = (await (await post('/dev/tick')).json()) as { sent: number }
  console.log(`${ago} days ago: ${sent} lessons`)
  if (ago === 3) await sendLetter()
}
for (const name of hesitant) await signUp(name, 'Europe/Paris')
for (const { name, fate } of people) {
  const letters = await lettersTo(addressOf(name), 'lesson')
  for (const letter of letters) await sendEvent('delivered', letter)
  await fate?.(letters)
}
await writeLetters()
console.log(`\n${people.length + hesitant.length} people are in the service at ${site}.`)

// A letter leaves after a minute, in which it could be taken back.
async function sendLetter() {
  const desk = await openDesk(site)
  await desk.send(await desk.write(letters.read), { when: 'now' })
  await post('/dev/clock', JSON.stringify({ advance: 'PT2M' }))
  await post('/dev/tick')
  for (const { name } of people) {
    for (const letter of await lettersTo(addressOf(name), 'broadcast')) {
      await sendEvent('delivered', letter)
      await readLetter(name, letter)
    }
  }
}

async function readLetter(name: string, letter: Letter) {
  if (!/^[A-M]/.test(name)) return
  const [link] = (letter.html ?? '').match(/\/go\/[^"]+/) ?? []
  await post('/dev/clock', JSON.stringify({ advance: 'PT1M' }))
  if (link) await fetch(site + link.replaceAll('&amp;', '&'), { redirect: 'manual' })
}

async function writeLetters() {
  const desk = await openDesk(site)
  const morning = new Date(today + 2 * DAY_MS).toISOString().slice(0, 10)
  await desk.send(await desk.write(letters.toCome), { when: 'local', at: `${morning}T09:00` })
  await desk.write(letters.unfinished)
}

async function begin({ name, timeZone }: Person) {
  await signUp(name, timeZone)
  for (const deadline = Date.now() + 10_000; ; ) {
    const [letter] = await lettersTo(addressOf(name), 'confirm')
    if (letter) return post(linkTo('confirm', letter))
    if (Date.now() > deadline) throw new Error(`No confirmation came for ${name}.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function signUp(name: string, timeZone: string) {
  return post('/subscribe', { email: addressOf(name), firstName: name, timeZone, consent: 'yes', utm_source: 'seed' })
}

// The newest first, as the emulator lists them, in the shape that the helpers of the tests know.
async function lettersTo(address: string, kind: string): Promise<Letter[]> {
  const answer = await fetch(`${settings.RESEND_BASE_URL}/emails?limit=100`, {
    headers: { authorization: 'Bearer re_development' },
  })
  const { data } = (await answer.json()) as {
    data: (Omit<Letter, 'tags'> & { tags: { name: string; value: string }[] })[]
  }
  const letters = data.map((mail) => ({
    ...mail,
    tags: Object.fromEntries(mail.tags.map(({ name, value }) => [name, value])),
  }))
  return letters.filter(({ to, tags }) => to.includes(address) && tags.kind === kind)
}

async function sendEvent(kind: WebhookEventKind, letter: Letter) {
  const { body, headers } = await signedEvent(kind, letter, { secret: settings.RESEND_WEBHOOK_SECRET ?? '' })
  return post('/webhooks/resend', body, headers)
}

async function post(path: string, body: Record<string, string> | string = '', headers: Record<string, string> = {}) {
  const json = typeof body === 'string'
  const type: Record<string, string> = json ? { 'content-type': 'application/json' } : {}
  const answer = await fetch(site + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...type, ...headers },
    body: json ? body : new URLSearchParams(body),
  })
  if (answer.status >= 400) throw new Error(`${path.split('/')[1]} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

function addressOf(name: string) {
  return `${name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()}@readers.example`
}
