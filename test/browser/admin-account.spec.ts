import type { Page } from '@playwright/test'
import { axeFindings, expect, LOOKS, letterTo, linkTo, signInAsOperator, test } from './visit.ts'

/** A device with an authenticator that has its owner's consent at once (Chrome DevTools Protocol, WebAuthn). */
async function withAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

test('a passkey is added, named, signs in, and is removed @phone', async ({ page }, info) => {
  const mine = `My ${info.project.name}`
  await withAuthenticator(page)
  await signInAsOperator(page, '/admin/account')
  expect((await page.context().cookies()).map(({ name }) => name)).toContain('__Host-operator')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('status')).toContainText('The passkey is added')

  const name = page.getByRole('textbox', { name: /Name of the passkey/ })
  await name.last().fill(mine)
  await name.last().press('Enter')
  await expect(page.getByRole('textbox', { name: `Name of the passkey ${mine}` })).toBeVisible()

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in')
  await page.goto('/admin/log')
  await expect(page).toHaveURL(/\/admin\/sign-in$/)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page).toHaveURL(/\/admin\/log$/)
  await expect(page.getByRole('row', { name: /Signed in with a passkey/ }).first()).toBeVisible()

  await page.goto('/admin/account')
  await page.getByRole('link', { name: `Remove the passkey ${mine}` }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('status')).toContainText('The passkey is removed')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('alert')).toHaveText(
    'This passkey does not open these pages. A link by email works all the same.',
  )
})

test('somebody is invited, signs in by the letter, and leaves for good, with or without scripts @phone @plain', async ({
  page,
}, info) => {
  const email = `helper-${info.testId}-${info.retry}@mail.test`
  const look = async () => info.project.name === 'no-javascript' || expect.soft(await axeFindings(page)).toEqual([])
  await signInAsOperator(page, '/admin/operators')
  await page.getByLabel('Their email address').fill(email)
  await page.getByRole('button', { name: 'Add and invite' }).click()
  await expect(page.getByRole('status')).toContainText('the invitation is on its way')
  await look()

  await page.context().clearCookies()
  await page.goto(linkTo('admin', await letterTo(email)))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome')
  await look()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  await page.goto('/admin/operators')
  await page.getByRole('link', { name: `Remove ${email}` }).click()
  await look()
  await page.getByRole('button', { name: 'Remove me' }).click()
  await expect(page.getByRole('status')).toContainText('no longer looks after the letters')
  await look()
})

for (const [colorScheme, where] of LOOKS) {
  test.describe(colorScheme + where, () => {
    test.use({ colorScheme })

    test('axe has nothing to say about the desk', async ({ page }) => {
      const look = async (path: string) => {
        await page.goto(path)
        expect.soft(await axeFindings(page), path).toEqual([])
      }
      for (const path of ['/admin/sign-in', '/admin/sign-in?asked']) await look(path)
      await signInAsOperator(page)
      for (const path of ['/admin/account', '/admin/operators', '/admin/log', '/admin/unsaved']) await look(path)
    })
  })
}
