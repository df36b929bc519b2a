import { showLetter } from '../../scripts/support/show-letter.ts'
import { axeFindings, expect, LOOKS, linkTo, test } from './visit.ts'

const open = ['/', '/care', '/privacy', '/check-inbox', '/nothing-here', '/confirm/broken']

for (const [colorScheme, where] of LOOKS) {
  test.describe(colorScheme + where, () => {
    test.use({ colorScheme })

    test('axe has nothing to say about any open page', async ({ page }) => {
      for (const path of open) {
        await page.goto(path)
        expect.soft(await axeFindings(page), path).toEqual([])
      }
    })

    test('axe has nothing to say on the way from the form to the last page', async ({ page, reader }) => {
      const look = async (where: string) => expect.soft(await axeFindings(page), where).toEqual([])
      await page.goto('/')
      await page.getByRole('button', { name: 'Send me the first letter' }).click()
      await page.getByRole('heading', { name: 'Almost.' }).waitFor() // axe would look at a page that is leaving
      await look('the form with mistakes')
      await reader.signUp()
      await look('check inbox')
      await page.goto(linkTo('confirm', await reader.letter('confirm')))
      await look('confirm')
      await page.goto(linkTo('never', await reader.letter('confirm')))
      await look('never')
      await reader.confirm()
      await look('confirmed')

      const lesson = await reader.letter('lesson')
      for (const purpose of ['lessons', 'preferences', 'unsubscribe']) {
        await page.goto(linkTo(purpose, lesson))
        await look(purpose)
      }
      await page.getByRole('button', { name: 'Unsubscribe', exact: true }).click()
      await page.getByRole('heading', { name: 'You are unsubscribed' }).waitFor()
      await look('unsubscribed')
    })

    test('axe has nothing to say about the letters', async ({ page, reader }) => {
      await reader.begin()
      for (const kind of ['confirm', 'lesson']) {
        await showLetter(page, await reader.letter(kind))
        expect.soft(await axeFindings(page, { letter: true }), kind).toEqual([])
      }
    })
  })
}

test('the whole way can be gone with the keyboard @phone', async ({ page, reader }) => {
  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'To the content' })).toBeFocused()

  await tabTo(page.getByLabel('Your email address'))
  await page.keyboard.type(reader.email)
  await tabTo(page.getByRole('checkbox'))
  await page.keyboard.press('Space')
  await tabTo(page.getByRole('button', { name: 'Send me the first letter' }))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/check-inbox/)

  await page.goto(linkTo('confirm', await reader.letter('confirm')))
  await tabTo(page.getByRole('button', { name: 'Yes, begin' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lesson 1 is on its way')

  async function tabTo(target: ReturnType<typeof page.getByRole>) {
    for (let presses = 0; presses < 40; presses++) {
      if ((await target.and(page.locator(':focus')).count()) === 1) return
      await page.keyboard.press('Tab')
    }
    await expect(target).toBeFocused()
  }
})
