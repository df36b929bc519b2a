import { axeFindings, expect, test } from './desk.ts'
import { sayDelivered, turnClock } from './visit.ts'

test('a letter goes to one reader: chosen, timed, taken back, sent, followed without a reload, and reported @phone', async ({
  desk,
  reader,
}, info) => {
  const { page } = desk
  const source = `spec-${info.testId}-${info.retry}`
  await reader.begin({ from: `/?utm_source=${source}` })
  const path = await desk.begin({ subject: 'A quiet Sunday', markdown: 'Good morning. One place is free.' })
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
  const status = page.locator('#progress').getByRole('status')

  await page.goto(`${path}/audience`)
  await page.getByLabel('The course').selectOption({ label: 'Everyone' })
  await page.getByLabel(source).check()
  await press('Count these readers')
  await expect(page.getByRole('heading', { name: 'It would go to one reader now' })).toBeVisible()
  await look('to whom')
  await page.getByRole('link', { name: 'Choose when' }).click()
  await page.getByLabel('At a time', { exact: true }).check()
  await look('when')
  await press('Go on')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Send to one reader?')
  await look('the last step')
  await press('Schedule it')
  await expect(status).toContainText('It leaves tomorrow')
  await look('before it leaves')
  await press('Take it back')
  await expect(desk.words).toContainText('One place is free')

  await page.goto(`${path}/send`)
  await press('Go on')
  await press('Send to one reader')
  await expect(status).toContainText(/It leaves in \d+ seconds/)
  await withoutReload(async () => {
    await turnClock(page, 'PT20S')
    await expect(status).toContainText(/It leaves in (3\d|40) seconds/)
  })
  await turnClock(page, 'PT60S', { tick: true })
  await expect(figure('Sent')).toHaveText('1') // by itself, as another page
  await withoutReload(async () => {
    await sayDelivered(page, await reader.letter('broadcast'))
    await expect(figure('Delivered')).toHaveText('1')
  })
  await look('on its way')
  await turnClock(page, 'PT60S', { tick: true })
  await expect(page.getByText('Sent to one reader.')).toBeVisible()
  await look('the report')
  expect(await desk.broken()).toEqual([])

  function figure(name: string) {
    return page.locator('#progress .figures > div').filter({ hasText: name }).locator('dd')
  }

  async function withoutReload(act: () => Promise<void>) {
    await page.evaluate('window.same = true')
    await act()
    expect(await page.evaluate('window.same')).toBe(true)
  }

  async function look(where: string) {
    for (const [width, colorScheme] of [
      [1280, 'dark'],
      [360, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 780 })
      await page.emulateMedia({ colorScheme })
      const overhang = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      expect.soft(await page.evaluate<number>(overhang), `${where}, ${width}`).toBe(0)
      // Polled, because colours may be read while they are still changing.
      await expect.poll(() => axeFindings(page), `${where}, ${width}`).toEqual([])
    }
  }
})
