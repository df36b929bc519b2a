import { defineConfig, devices } from '@playwright/test'
import { localApp } from './scripts/local-app/addresses.ts'
import { findChromium } from './scripts/support/chromium.ts'

const app = await localApp()
const executablePath = await findChromium()

export default defineConfig({
  testDir: 'test/browser',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  // Generous, because a small machine runs browser, Worker and database at once.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: app.url,
    timezoneId: 'Europe/Lisbon',
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: executablePath ? { executablePath, args: ['--no-sandbox'] } : {},
  },
  webServer: {
    command: 'node scripts/local-app/serve.ts',
    url: app.url,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
  // @phone: not on a desktop as well. @desktop: not on a phone. @plain: on a phone, with and without scripts. @scriptless: without scripts alone.
  projects: [
    { name: 'phone', use: devices['Pixel 7'], grepInvert: /@desktop|@scriptless/ },
    { name: 'desktop', use: devices['Desktop Chrome'], grepInvert: /@phone|@plain|@scriptless/ },
    { name: 'no-javascript', use: { ...devices['Pixel 7'], javaScriptEnabled: false }, grep: /@plain|@scriptless/ },
  ],
})
