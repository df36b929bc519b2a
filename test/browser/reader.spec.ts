import { expect, linkTo, test } from './visit.ts'

test('she sets her own hour and zone, and leaves her weekends free @plain', async ({ page, reader }) => {
  const preferences = linkTo('preferences', await reader.begin())
  await page.goto(preferences)
  await page.getByLabel('The letter comes at').selectOption('21')
  await page.getByLabel('Time zone').selectOption('Australia/Lord_Howe')
  await page.getByLabel(/Weekdays only/).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/^Saved/)).toBeVisible()

  await page.goto(preferences)
  await expect(page.getByLabel('The letter comes at')).toHaveValue('21')
  await expect(page.getByLabel('Time zone')).toHaveValue('Australia/Lord_Howe')
  await expect(page.getByLabel(/Weekdays only/)).toBeChecked()
})

test('she pauses, and goes on where she was @plain', async ({ page, reader }) => {
  await page.goto(linkTo('preferences', await reader.begin()))
  await page.getByRole('button', { name: 'Two weeks' }).click()
  await expect(page.getByRole('heading', { name: 'Rest a little longer' })).toBeVisible()
  await page.getByRole('button', { name: /go on/i }).click()
  await expect(page.getByRole('heading', { name: 'A pause' })).toBeVisible()
})

test('she unsubscribes with one press, and the page lets her go @plain', async ({ page, reader }) => {
  const unsubscribe = linkTo('unsubscribe', await reader.begin())
  await page.goto(unsubscribe)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stop the letters?')
  await page.getByRole('button', { name: 'Unsubscribe', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are unsubscribed')
})

test('she reads the lesson in the browser, drawing and all', async ({ page, reader }) => {
  await page.goto(linkTo('lessons', await reader.begin()))
  await expect(page.getByText('Day 1 of 7')).toBeVisible()
  await expect(page.locator('article svg').first()).toBeVisible()
  await expect(page.getByText('%%')).toHaveCount(0)
})

test('the browser’s own zone is offered where another is set', async ({ page, reader }) => {
  const preferences = linkTo('preferences', await reader.begin())
  await page.goto(preferences)
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.goto(preferences)
  await page.getByRole('button', { name: 'Use it' }).click()
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Lisbon')
})

test.describe('where the browser has another name for the place', () => {
  test.use({ timezoneId: 'Asia/Calcutta' })

  test('its zone is offered all the same', async ({ page, reader }) => {
    const preferences = linkTo('preferences', await reader.begin())
    await page.goto(preferences)
    await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.goto(preferences)
    await page.getByRole('button', { name: 'Use it' }).click()
    await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Kolkata')
  })
})

test('she wants to hear nothing from here ever again, and is taken at her word @plain', async ({ page, reader }) => {
  await reader.signUp()
  await page.goto(linkTo('never', await reader.letter('confirm')))
  await page.getByRole('button', { name: 'Never write again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You will hear no more from me')
})
