import type { Page } from '@playwright/test'
import type { Letter } from '../resend-emulator/protocol.ts'

/** Shows the HTML of a letter as a page of its own, without the content security policy of ours, which forbids inline styles. */
export async function showLetter(page: Page, letter: Letter) {
  await page.route('**/a-letter', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: letter.html ?? '' }),
  )
  await page.goto('/a-letter', { waitUntil: 'networkidle' })
  await page.unroute('**/a-letter')
}
