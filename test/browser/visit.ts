import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { localApp } from '../../scripts/local-app/addresses.ts'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { linkTo } from '../../scripts/support/letter-links.ts'
import { signedEvent } from '../../scripts/support/signed-event.ts'

export { expect } from '@playwright/test'
export { linkTo } from '../../scripts/support/letter-links.ts'

const { emulator } = await localApp()

/** Pages are looked at by day on a desktop and by night on a phone. */
export const LOOKS = [
  ['light', ' @desktop'],
  ['dark', ' @phone'],
] as const

/** A test with a reader of its own: an address of its own, its mail, and the way through sign-up. */
export const test = base.extend<{ reader: Reader }>({
  reader: async ({ page }, use, info) => {
    const email = `reader-${info.testId}-${info.retry}@mail.test`
    await use(newReader(page, email))
  },
})

export type Reader = ReturnType<typeof newReader>

function newReader(page: Page, email: string) {
  /** The newest letter of a kind, waiting for it as a reader would. */
  const letter = async (kind: string): Promise<Letter> => {
    await expect
      .poll(async () => (await letters(kind)).length, { message: `a ${kind} letter to ${email}` })
      .toBeGreaterThan(0)
    return (await letters(kind)).at(-1)!
  }
  const letters = async (kind: string) => (await emulator.letters(email)).filter(({ tags }) => tags.kind === kind)

  const signUp = async ({ firstName = '', from = '/' } = {}) => {
    await page.goto(from)
    await page.getByLabel('Your email address').fill(email)
    if (firstName) await page.getByLabel(/first name/).fill(firstName)
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Send me the first letter' }).click()
    await expect(page).toHaveURL(/\/check-inbox/)
  }

  const confirm = async () => {
    await page.goto(linkTo('confirm', await letter('confirm')))
    await page.getByRole('button', { name: 'Yes, begin' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lesson 1 is on its way')
  }

  /** From the landing page to lesson 1, which is the answer. */
  const begin = async (who?: { firstName?: string; from?: string }) => {
    await signUp(who)
    await confirm()
    return await letter('lesson')
  }

  return { email, letter, letters, signUp, confirm, begin }
}

/** The newest letter to an address, waiting for it. */
export async function letterTo(email: string): Promise<Letter> {
  await expect.poll(async () => (await emulator.letters(email)).length, { message: email }).toBeGreaterThan(0)
  return (await emulator.letters(email)).at(-1)!
}

/** Turns the clock of the service and the emulator's on by an ISO duration, with a tick of the schedule if that is asked for. */
export async function turnClock(page: Page, advance: string, { tick = false } = {}) {
  const answer = await page.request.post('/dev/clock', { data: { advance } })
  await emulator.change(await answer.json())
  if (tick) expect((await page.request.post('/dev/tick')).status()).toBe(200)
}

/** The provider says that a letter was delivered. */
export async function sayDelivered(page: Page, letter: Letter) {
  const { body, headers } = await signedEvent('delivered', letter, { at: letter.acceptedAt })
  expect((await page.request.post('/webhooks/resend', { headers, data: body })).status()).toBe(200)
}

/** Signs in as the first operator of the settings, by the link that `npm run dev` prints, and opens a page. */
export async function signInAsOperator(page: Page, path = '/admin') {
  await page.goto('/admin/sign-in/development')
  await page.goto(path)
}

/** What axe finds on this page, in words; nothing when all is well. A letter has no landmarks: the mail program is its page. */
export async function axeFindings(page: Page, { letter = false, frames = true } = {}) {
  // A frame in a sandbox runs no script, and so not axe either.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(!frames)
    .disableRules(letter ? ['region', 'landmark-one-main'] : [])
  const { violations } = await axe.analyze()
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
  )
}
