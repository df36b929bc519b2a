/**
 * `npm run screenshots`: the pages and letters that the README shows, on a phone and a desktop, light and dark.
 * `-- admin` takes the practitioner's pages alone.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, devices, type Page } from '@playwright/test'
import sharp from 'sharp'
import { withLocalApp } from './local-app/with-local-app.ts'
import type { EmulatorClient } from './resend-emulator/client.ts'
import type { Letter } from './resend-emulator/protocol.ts'
import { root } from './support/bin.ts'
import { findChromium } from './support/chromium.ts'
import { linkTo } from './support/letter-links.ts'
import { sendLetter } from './support/sent-letter.ts'
import { showLetter } from './support/show-letter.ts'

const folder = join(root, 'docs', 'screenshots')
const screens = {
  phone: { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 },
  desktop: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1 },
}
const email = 'anna@reader.test'

/** The practitioner's pages by the names of their pictures. */
const desk = {
  'admin-new-letter': '/admin/broadcasts/new',
  'admin-letters': '/admin/broadcasts',
  'admin-pictures': '/admin/media',
  'admin-account': '/admin/account',
  'admin-operators': '/admin/operators',
  'admin-log': '/admin/log',
}
/** The pages of a letter that is not sent yet, by the names of their pictures. */
const steps = { 'admin-preview': 'preview', 'admin-check': 'check', 'admin-audience': 'audience', 'admin-send': 'send' }
const deskAlone = process.argv.includes('admin')

mkdirSync(folder, { recursive: true })
await withLocalApp(async ({ url, emulator }) => {
  const executablePath = await findChromium()
  const browser = await chromium.launch(executablePath ? { executablePath, args: ['--no-sandbox'] } : {})
  const sent = await sendLetter(url, emulator)
  const lessons = deskAlone ? [] : await readTheWholeCourse(browser, url, emulator)
  for (const [screen, device] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ ...device, colorScheme, baseURL: url, reducedMotion: 'reduce' })
      await takeAll(await context.newPage(), `${screen}-${colorScheme}`, lessons, sent, emulator)
      await context.close()
    }
  }
  await browser.close()
})
console.log(`The pictures are in ${folder}.`)

async function takeAll(page: Page, suffix: string, lessons: Letter[], sent: string, emulator: EmulatorClient) {
  const take = async (name: string) => {
    await page.evaluate('document.fonts.ready')
    const picture = await page.screenshot({ fullPage: true })
    await sharp(picture)
      .png({ palette: true, colours: 128, effort: 10 })
      .toFile(join(folder, `${name}-${suffix}.png`))
  }
  await page.goto('/admin/sign-in')
  await take('admin-sign-in')
  await page.goto('/admin/sign-in/development')
  const letter = await writeLetter(page)
  await page.goto(letter)
  await page.getByRole('toolbar').waitFor()
  await take('admin-composer')
  for (const [name, step] of Object.entries(steps)) {
    await page.goto(`${letter}/${step}`, { waitUntil: 'networkidle' })
    await take(name)
  }
  await page.goto(sent, { waitUntil: 'networkidle' })
  await take('admin-report')
  for (const [name, path] of Object.entries(desk)) {
    await page.goto(path)
    await take(name)
  }
  if (deskAlone) return
  await page.goto('/', { waitUntil: 'networkidle' })
  await take('landing')
  await signUp(page, `${suffix}@gmail.com`)
  await take('check-inbox')
  const confirmation = await letterTo(emulator, `${suffix}@gmail.com`)
  await page.goto(linkTo('confirm', confirmation))
  await take('confirm')
  await showLetter(page, atHome(confirmation))
  await take('confirmation')
  await page.goto(linkTo('never', confirmation))
  await take('never')
  for (const day of [1, 4, 7]) {
    await showLetter(page, atHome(lessons[day - 1]!))
    await take(`lesson-${day}`)
  }
}

/** Writes a letter with a drawing; the answer is the path of its page. */
async function writeLetter(page: Page): Promise<string> {
  const headers = { origin: new URL(page.url()).origin, accept: 'application/json' }
  const data = readFileSync(join(root, '.build/public/figures/seven-mornings/day-4.png'))
  const kept = await page.request.post('/admin/media', { data, headers: { ...headers, 'content-type': 'image/png' } })
  const { key, width, height } = await kept.json()
  const markdown = `Good morning%%commaName%%.

From May on there are two mornings a month on which the door is simply open. You sit down, I look at how your neck and brow hold themselves, and we try **one thing** that you can take home.

## The dates

- Tuesday 4 May, 9:00 to 12:00
- Saturday 15 May, 9:00 to 12:00

![Two hands move the skin of the head to and fro](/media/${key}#${width}x${height})

Hands-on work is not for everybody at every time: [who should wait](%%careUrl%%) stands on one page.

[Keep a place for me](%%bookUrl%% "button")

%%senderName%%`
  const form = { subject: 'Two open mornings in May', preheader: 'Come in, sit down, take one thing home.', markdown }
  const begun = await page.request.post('/admin/broadcasts', { form, headers, maxRedirects: 0 })
  return begun.headers().location ?? ''
}

// The words of a letter name the site; a reader of the README should not wonder about a local port.
function atHome(letter: Letter): Letter {
  const html = (letter.html ?? '').replaceAll(/(?<!\/\/)localhost:\d+/g, 'mornings.holt-practice.example')
  return { ...letter, html }
}

async function readTheWholeCourse(browser: Browser, url: string, emulator: EmulatorClient) {
  const page = await browser.newPage({ baseURL: url })
  await signUp(page, email)
  await page.goto(linkTo('confirm', await letterTo(emulator, email)))
  await page.getByRole('button').click()
  await letterTo(emulator, email, 2)
  for (let day = 0; day < 8; day++) {
    await page.request.post('/dev/clock', { data: { advance: 'P1D' }, headers: { origin: url } })
    await page.request.post('/dev/tick', { headers: { origin: url } })
  }
  await page.close()
  return (await emulator.letters(email)).filter(({ tags }) => tags.kind === 'lesson')
}

async function signUp(page: Page, address: string) {
  await page.goto('/')
  await page.getByLabel('Your email address').fill(address)
  await page.getByLabel(/first name/).fill('Anna')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Send me the first letter' }).click()
  await page.waitForURL(/check-inbox/)
}

async function letterTo(emulator: EmulatorClient, address: string, count = 1): Promise<Letter> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const letter = (await emulator.letters(address)).at(count - 1)
    if (letter) return letter
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`No letter came to ${address}.`)
}
