import { expect, outline, test } from './desk.ts'

test.describe('@phone', () => {
  test('two tabs: one follows the other, and words that differ are never written over silently', async ({ desk }) => {
    const { page, words } = desk
    const path = await desk.begin({ markdown: 'Begun.' })
    const other = await page.context().newPage()
    await other.goto(path)
    const otherWords = other.getByRole('textbox', { name: 'Words of the letter' })
    await words.click()
    await page.keyboard.type('One. ')
    await expect(otherWords).toContainText('One.') // it has nothing of its own, so it follows
    await otherWords.click()
    await other.keyboard.type('Two. ')
    await expect(words).toContainText('Two.')

    // Both write before either is saved.
    await page.route(
      `**${path}`,
      async (route) => {
        await expect.poll(async () => (await desk.saved(path)).version).toBe(4)
        await route.continue()
      },
      { times: 1 },
    )
    await page.keyboard.type('Mine. ')
    await other.keyboard.type('Theirs. ')
    const choice = page.getByRole('alert').filter({ hasText: 'changed elsewhere' })
    await choice.getByText('What it says there').click()
    await expect(choice.locator('pre')).toContainText('Theirs.')
    await expect(words).toContainText('Mine.')
    await choice.getByRole('button', { name: 'Keep what is here' }).click()
    await desk.isSaved()
    const kept = outline((await desk.saved(path)).doc).join()
    expect(kept).toContain('Mine.')
    expect(kept).not.toContain('Theirs.')
    await expect(otherWords).toContainText('Mine.')

    // The other way round.
    await page.request.post(path, {
      form: { version: String((await desk.saved(path)).version), markdown: 'From a third place.' },
      headers: { origin: new URL(page.url()).origin },
    })
    await page.keyboard.type('Late. ')
    await choice.getByRole('button', { name: 'Take what is there' }).click()
    await expect(words).toHaveText('From a third place.')
    await page.keyboard.press('ControlOrMeta+z') // and what was there before is only an undo away
    await expect(words).toContainText('Late.')
    await desk.isSaved()
  })

  test('without a connection words wait in the browser, and are saved when it is back', async ({ desk }) => {
    const { page, words } = desk
    await desk.begin()
    await words.click()
    await page.context().setOffline(true)
    await page.keyboard.type('Written in a tunnel.')
    await expect(page.getByRole('alert')).toContainText('There is no connection')
    await expect(page.locator('[data-saved]')).toHaveText('Not saved yet')
    expect(outline((await desk.saved()).doc)).toEqual([''])
    await page.context().setOffline(false)
    await desk.isSaved()
    expect(outline((await desk.saved()).doc)).toEqual(['Written in a tunnel.'])
    await expect(page.getByRole('alert')).toBeHidden()
    expect(await page.evaluate('localStorage.length')).toBe(0)
  })

  test('an answer that is lost on its way is no conflict, whatever was written meanwhile', async ({ desk }) => {
    const { page, words } = desk
    const path = await desk.begin()
    await page.route(
      `**${path}`,
      async (route) => {
        await route.fetch()
        await page.keyboard.type('two. ')
        await route.abort()
      },
      { times: 1 },
    )
    await words.click()
    await page.keyboard.type('One, ')
    await expect.poll(async () => outline((await desk.saved(path)).doc)).toEqual(['One, two. '])
    await desk.isSaved()
    await expect(page.getByRole('alert')).toBeHidden()
  })

  test('a tab that is closed at once has saved; what could not be saved is offered at the next visit', async ({
    desk,
  }) => {
    const { page, words } = desk
    const path = await desk.begin({ markdown: 'Before.' })
    await words.click()
    await page.keyboard.type('Just now. ')
    page.on('dialog', (dialog) => dialog.accept())
    await page.goto('/admin/broadcasts') // asks whether to leave, and sends the words on the way
    await expect.poll(async () => outline((await desk.saved(path)).doc).join()).toContain('Just now.')

    await page.goto(path)
    await words.click()
    await page.route(`**${path}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
    await page.keyboard.type('Out of reach. ')
    await expect(page.locator('[data-saved]')).toHaveText('Not saved yet')
    await page.unrouteAll()
    await page.route(`**${path}`, (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()))
    await page.reload()
    await expect(words).not.toContainText('Out of reach.')
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Bring them back' }).click()
    await expect(words).toContainText('Out of reach.')
    await desk.isSaved()
    expect(outline((await desk.saved(path)).doc).join()).toContain('Out of reach.')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Bring them back' })).toHaveCount(0)
  })

  test('words are kept while nobody is signed in, and saved after a sign-in in another tab', async ({ desk }) => {
    const { page, words } = desk
    const path = await desk.begin()
    await words.click()
    await page.context().clearCookies()
    await page.keyboard.type('Still here.')
    const trouble = page.getByRole('alert')
    await expect(trouble).toContainText('You are signed out')
    await expect(trouble.getByRole('link', { name: 'Sign in again in another tab' })).toHaveAttribute(
      'target',
      '_blank',
    )
    const other = await page.context().newPage()
    await other.goto('/admin/sign-in/development')
    await page.bringToFront()
    await page.evaluate('dispatchEvent(new Event("focus"))') // a browser without windows has none of its own
    await desk.isSaved()
    expect(outline((await desk.saved(path)).doc)).toEqual(['Still here.'])
    await expect(trouble).toBeHidden()
  })

  test('words that a letter cannot hold are told, and saved once they are changed', async ({ desk }) => {
    const { page, words } = desk
    await desk.begin()
    await words.click()
    await page.keyboard.type('100%% sure')
    await expect(page.getByRole('alert')).toContainText('Two percent signs')
    for (let back = 0; back < 6; back++) await page.keyboard.press('Backspace')
    await desk.isSaved()
    expect(outline((await desk.saved()).doc)).toEqual(['100%'])
    await expect(page.getByRole('alert')).toBeHidden()
  })

  test('who signs out leaves no words at this machine', async ({ desk }) => {
    const { page, words } = desk
    await desk.begin()
    await words.click()
    await page.keyboard.type('The last words.')
    expect(await page.evaluate('localStorage.length')).toBe(1)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/sign-in/)
    expect(await page.evaluate('localStorage.length')).toBe(0)

    await page.goto('/admin/sign-in/development')
    await page.goto('/admin/broadcasts') // where no composer is
    await page.evaluate('localStorage.setItem("letter:1-2", "{}")')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/sign-in/)
    expect(await page.evaluate('localStorage.length')).toBe(0)
  })
})

test('a letter is written, saved and illustrated without a script @scriptless', async ({ page }) => {
  await page.goto('/admin/sign-in/development')
  await page.goto('/admin/broadcasts/new')
  await page.getByRole('listitem').filter({ hasText: 'An empty page' }).getByRole('button').click()
  const path = new URL(page.url()).pathname
  await page.goto('/admin/media')
  await page.getByLabel('Add a picture').setInputFiles('docs/screenshots/never-phone-light.png')
  await page.getByLabel('What does it show?').fill('A page')
  await page.getByRole('button', { name: 'Upload' }).click()
  await page.getByText('For the plain form of a letter').first().click()
  const line = await page.getByLabel('Copy this onto a line of its own').first().inputValue()
  expect(line).toMatch(/^!\[A page\]\(\/media\//)
  await page.goto(path)
  await page.getByLabel('Subject', { exact: true }).fill('By hand')
  const markdown = `## News\n\nSome **bold** words.\n\n${line}`
  await page.getByLabel('Words', { exact: true }).fill(markdown)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Words', { exact: true })).toHaveValue(markdown)
  await page.getByLabel('Words', { exact: true }).fill('Some <b>HTML</b>')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Words', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.locator('#markdown-wrong')).toContainText('A letter holds no HTML')
})
