/** `npm run lighthouse`: the Lighthouse scores of the landing page of a local build; fails below 100. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { withLocalApp } from './local-app/with-local-app.ts'
import { withBin } from './support/bin.ts'
import { findChromium } from './support/chromium.ts'

// Fetched when it is asked for: it is larger than everything else here together.
const lighthouse = 'lighthouse@13.5.0'

await withLocalApp(async ({ url }) => {
  for (const preset of ['mobile', 'desktop'] as const) {
    const scores = await measure(url, preset)
    console.log(preset, scores)
    if (Object.values(scores).some((score) => score < 100)) process.exitCode = 1
  }
})

async function measure(url: string, preset: 'mobile' | 'desktop') {
  const flags = ['--output=json', '--quiet', '--chrome-flags=--headless=new --no-sandbox']
  if (preset === 'desktop') flags.push('--preset=desktop')
  const CHROME_PATH = await findChromium()
  const child = spawn('npx', ['--yes', lighthouse, url, ...flags], {
    env: withBin({ ...process.env, ...(CHROME_PATH ? { CHROME_PATH } : {}) }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const report: { categories: Record<string, { title: string; score: number }>; audits: Audits } = JSON.parse(
    await text(child.stdout),
  )
  for (const { title, score, displayValue } of Object.values(report.audits)) {
    if (score !== null && score < 0.9) console.log(`  ${score} ${title} ${displayValue ?? ''}`)
  }
  return Object.fromEntries(
    Object.values(report.categories).map(({ title, score }) => [title, Math.round(score * 100)]),
  )
}

type Audits = Record<string, { title: string; score: number | null; displayValue?: string }>
