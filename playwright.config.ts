import { defineConfig, devices } from '@playwright/test'
import { findChromium } from './test/browser/chromium.ts'
import { browserHouse } from './test/browser/house.ts'

const house = await browserHouse()
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
    baseURL: house.url,
    timezoneId: 'Europe/Lisbon',
    locale: 'en-GB',
    trace: 'retain-on-failure',
    launchOptions: executablePath ? { executablePath, args: ['--no-sandbox'] } : {},
  },
  webServer: {
    command: 'node test/browser/serve.ts',
    url: house.url,
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
  projects: [
    { name: 'phone', use: devices['Pixel 7'] },
    { name: 'desktop', use: devices['Desktop Chrome'], grepInvert: /@phone/ },
    { name: 'no-javascript', use: { ...devices['Pixel 7'], javaScriptEnabled: false }, grep: /@plain/ },
  ],
})
