import { axeFindings, expect, test } from './desk.ts'

const MARKDOWN = `Good morning%%commaName%%.

## The nape

This detox cures nothing. [here](http://salon.at/)

[Book a session](%%bookUrl%% "button")`
const LETTER = { subject: 'A quiet Sunday', preheader: 'By the river', markdown: MARKDOWN }

test.describe('@phone', () => {
  test('the very letter is seen by day and by night, without pictures and as text, and nothing of it runs or leads away', async ({
    desk,
  }) => {
    const { page } = desk
    const path = await desk.begin(LETTER)
    await page.getByRole('link', { name: 'Preview' }).click()
    const letter = page.frameLocator('iframe')
    await expect(letter.getByText('Good morning, Anna.')).toBeVisible()
    const ground = letter.locator('body')
    await expect(ground).toHaveCSS('background-color', 'rgb(253, 252, 249)')
    expect(await desk.broken()).toEqual([])
    expect(await axeFindings(page, { frames: false })).toEqual([])
    await page.getByRole('link', { name: 'By night' }).click()
    await expect(letter.getByRole('heading', { name: 'The nape' })).toBeVisible()
    await expect(ground).toHaveCSS('background-color', 'rgb(21, 27, 32)')
    await letter.getByRole('link', { name: 'Book a session' }).click()
    await page.getByRole('link', { name: 'Somebody without a name' }).click()
    await expect(letter.getByText('Good morning.', { exact: true })).toBeVisible()
    await page.getByRole('link', { name: 'Plain text' }).click()
    await expect(page.locator('pre')).toContainText('Good morning.\n\n\nThe nape')
    expect(page.context().pages()).toHaveLength(1)
    await page.getByLabel('A reader of yours').fill('nobody@reader.test')
    await page.getByRole('button', { name: 'Show it for them' }).click()
    await expect(page.getByText('None of your readers has this address.')).toBeVisible()
    expect(await axeFindings(page, { frames: false })).toEqual([])
    await page.goto(`${path}/check`)
    expect(await axeFindings(page)).toEqual([])
  })
})

test.describe('@scriptless', () => {
  test('without a script the check leads to each place, and the list of claims can be changed', async ({ desk }) => {
    const { page } = desk
    const path = await desk.begin(LETTER)
    await page.getByRole('link', { name: 'Check and send' }).click()
    await expect(page.getByText('One thing keeps this letter here.')).toBeVisible()
    await expect(page.getByText('“cures” claims more than is known.')).toBeVisible()
    const place = page.getByRole('link', { name: 'Go to this place in the letter' }).first()
    await expect(place).toHaveAttribute('href', `${path}?block=3#words`)
    await page.getByRole('link', { name: 'your list' }).click()
    await page.getByLabel('Word, or a few words').fill('wonder')
    await page.getByRole('button', { name: 'Add to the list' }).click()
    await expect(page.getByText('Please enter what may be said in its place.')).toBeVisible()
    await expect(page.getByLabel('Word, or a few words')).toHaveValue('wonder')
    await page.getByLabel('What you might say').fill('a help')
    await page.getByRole('button', { name: 'Add to the list' }).click()
    await expect(page.getByText('The word is on the list.')).toBeVisible()
    await page.getByRole('button', { name: 'Take off wonder' }).click()
    await expect(page.getByText('The word is off the list.')).toBeVisible()
  })
})
