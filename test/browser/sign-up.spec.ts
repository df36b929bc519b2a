import { expect, linkTo, test } from './visit.ts'

test('a visitor signs up, confirms, and lesson 1 is in her inbox @plain', async ({ page, reader }) => {
  await reader.signUp({ firstName: 'Anna' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Please look in your inbox')

  await reader.confirm()
  const lesson = await reader.letter('lesson')
  expect(lesson.html).toContain('Anna')
  expect(await reader.letters('lesson')).toHaveLength(1)

  await page.goto(linkTo('lessons', lesson))
  await expect(page.getByText('Day 1 of 7')).toBeVisible()
})

test('a slip in the address is told at the field, and what was typed is kept @plain', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Your email address').fill('anna@')
  await page.getByLabel(/first name/).fill('Anna')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Send me the first letter' }).click()

  const field = page.getByLabel('Your email address')
  await expect(field).toHaveValue('anna@')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(/\w/)
  await expect(page.getByLabel(/first name/)).toHaveValue('Anna')
  await expect(page.getByRole('checkbox')).not.toBeChecked()
})

test('without consent nothing is sent, and the page says what is missing @plain', async ({ page, reader }) => {
  await page.goto('/')
  await page.getByLabel('Your email address').fill(reader.email)
  await page.getByRole('button', { name: 'Send me the first letter' }).click()
  await expect(page.getByRole('checkbox')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('checkbox')).toHaveAccessibleDescription(/\w/)
  expect(await reader.letters('confirm')).toEqual([])
})

test('the time zone of the browser is the reader’s', async ({ page, reader }) => {
  await page.goto(linkTo('preferences', await reader.begin()))
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Lisbon')
})

test('a known mailbox is one press away', async ({ page, reader }) => {
  await page.goto('/')
  await page.getByLabel('Your email address').fill(reader.email.replace('mail.test', 'gmail.com'))
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Send me the first letter' }).click()
  await expect(page.getByRole('link', { name: 'Open Gmail' })).toHaveAttribute('href', /^https:\/\/mail\.google\.com\//)
})

test('a mistyped address can be mended on the page that sends her to her inbox @plain', async ({ page, reader }) => {
  await page.goto('/')
  await page.getByLabel('Your email address').fill(`typo-${reader.email}`)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Send me the first letter' }).click()
  await page.getByLabel('Your email address').fill(reader.email)
  await page.getByRole('button', { name: 'Send it again' }).click()
  await expect(page.getByRole('status')).toBeVisible()
  await reader.confirm()
})
