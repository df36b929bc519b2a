import { readFileSync } from 'node:fs'
import { axeFindings, expect, outline, test } from './desk.ts'

const clipboard = (name: string) => readFileSync(`test/browser/clipboard/${name}.html`, 'utf8')
const photograph = 'docs/screenshots/lesson-1-desktop-light.png'

test.describe('@phone', () => {
  test('a letter with every kind of block is written, kept, and the same when it is opened again', async ({ desk }) => {
    const { page, words } = desk
    await desk.begin()
    await page.getByLabel('Subject', { exact: true }).fill('A quiet Sunday')
    await expect(page.locator('[data-count="subject"]')).toHaveText('14 characters')
    await expect(page.locator('[data-drawn="subject"]')).toHaveText('A quiet Sunday')
    const tool = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true }).click()
    await words.click()
    await page.keyboard.type('Good morning')
    await tool('First name')
    await page.keyboard.type(', this is ')
    await tool('Bold')
    await page.keyboard.type('new')
    await tool('Bold')
    await page.keyboard.type('. See ')
    await tool('Link')
    await page.getByRole('dialog').getByLabel('Words').fill('the dates')
    await page.getByRole('dialog').getByLabel('Address').fill('example.com/dates')
    await page.getByRole('dialog').getByRole('button', { name: 'Add link' }).click()
    await page.keyboard.type('.\nNews')
    await tool('Heading')
    await page.keyboard.press('Enter')
    await tool('List')
    await page.keyboard.type('one\ntwo\n\n')
    await tool('Numbered list')
    await page.keyboard.type('first\n\nsoon')
    await tool('Small heading')
    await page.keyboard.press('Enter')
    await tool('Divider')
    await tool('Booking button')
    await page.getByLabel('Words', { exact: true }).fill('Come and see')
    await tool('Picture')
    await page.locator('#picture-file').setInputFiles(photograph)
    await page.getByLabel('What does it show?').fill('Lesson 1')
    await desk.isSaved()
    const { subject, doc } = await desk.saved()
    expect(subject).toBe('A quiet Sunday')
    const written = [
      'Good morning%%commaName%%, this is **new**. See [the dates](https://example.com/dates).',
      '## News',
      '- one',
      '- two',
      '1. first',
      '### soon',
      '---',
      'button: Come and see',
      'picture: Lesson 1',
    ]
    expect(outline(doc)).toEqual(written)
    const picture = doc.content.find(({ type }) => type === 'picture')
    expect(picture?.attrs?.width).toBeLessThanOrEqual(1200)
    expect(await axeFindings(page)).toEqual([])
    await page.reload()
    await expect(words).toContainText('Good morning')
    const path = new URL(page.url()).pathname
    await page.goto(`${path}?block=5#words`) // as the check leads to what it found
    await expect(page.locator('.ProseMirror')).toBeFocused()
    expect(await page.evaluate<string>('getSelection().anchorNode.textContent')).toBe('soon')
    await page.goto(`${path}?block=7`)
    await expect(page.locator('.letter-button')).toHaveClass(/ProseMirror-selectednode/)
    expect(outline((await desk.saved()).doc)).toEqual(written)
    await expect(page.getByRole('img', { name: 'Lesson 1' })).toBeVisible()
    expect(await desk.broken()).toEqual([])
  })

  test('what is pasted keeps its structure and drops the rest', async ({ desk }) => {
    const { page, words } = desk
    const expected: Record<string, string[]> = {
      word: [
        '## A walk in April',
        'We meet at **nine** by the *old bridge*, see [the map](https://example.com/map).',
        '- warm shoes',
        '- a bottle of water',
        'Then:',
        '1. up the hill',
        '1. and down',
      ],
      gmail: [
        'Dear Maren,',
        'thank you for **Tuesday**. My neck is *so much* lighter.',
        'Would you write about that, once?',
        '- the brow',
        '- the jaw',
        '- and the ear',
        '[your dates](https://example.com/dates) and [write back](mailto:anna@example.com)',
      ],
      'google-docs': ['## What is new', 'Plain, **strong** and *soft*.', '1. first', '1. second'],
      'web-page': [
        '## Ten things',
        'A trap and a [page](https://example.com/a?b=1&c=2).',
        '### Smaller',
        'left',
        'right',
        'Said once.',
        'code',
        '---',
        'Go',
        'Below it',
      ],
    }
    for (const [name, blocks] of Object.entries(expected)) {
      await desk.begin()
      await words.click()
      await desk.paste(clipboard(name))
      await page.getByRole('button', { name: 'Save' }).click()
      await desk.isSaved()
      expect.soft(outline((await desk.saved()).doc), name).toEqual(blocks)
      expect.soft(await desk.broken(), name).toEqual([])
      const said = page.locator('.picture-said')
      if (name === 'gmail' || name === 'web-page') await expect.soft(said).toContainText('A picture was left out')
      else await expect.soft(said).toBeEmpty()
    }
    // Out of one letter into another, with all that only a letter has.
    const markdown = 'Good morning%%commaName%%.\n\n[Book](%%bookUrl%% "button")\n\n- one'
    await desk.begin({ markdown })
    const copied = await desk.copy()
    await desk.begin()
    await words.click()
    await desk.paste(copied)
    await page.getByRole('button', { name: 'Save' }).click()
    await desk.isSaved()
    expect(outline((await desk.saved()).doc)).toEqual(['Good morning%%commaName%%.', 'button: Book', '- one'])
  })

  test('a picture is pasted, dropped, used again, and refused in words', async ({ desk }) => {
    const { page, words } = desk
    await desk.begin({ markdown: 'Words.' })
    await words.click()
    await desk.give('paste', 'image/png')
    await expect(page.locator('.letter-picture')).toHaveCount(1)
    await desk.give('drop', 'image/png')
    await expect(page.locator('.letter-picture')).toHaveCount(2)
    await page.getByLabel('What does it show?').first().fill('Many colours')
    await desk.isSaved()
    const sizes = (await desk.saved()).doc.content.flatMap(({ type, attrs }) => (type === 'picture' ? [attrs] : []))
    expect(sizes).toMatchObject([
      { width: 1200, height: 800 },
      { width: 1200, height: 800 },
    ])

    await desk.give('paste', 'image/heic')
    await expect(page.locator('.picture-said')).toContainText('HEIC')
    await desk.give('paste', 'image/jpeg')
    await expect(page.locator('.picture-said')).toContainText('could not be read as a picture')
    await expect(page.locator('.letter-picture')).toHaveCount(2)

    await desk.begin()
    await page.getByRole('button', { name: 'Picture', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Many colours' }).click()
    await expect(page.getByLabel('What does it show?')).toHaveValue('Many colours')
    await desk.isSaved()
    expect(outline((await desk.saved()).doc)).toEqual(['picture: Many colours'])
    await page.getByRole('button', { name: 'Remove picture' }).click()
    await desk.isSaved()
    expect(outline((await desk.saved()).doc)).toEqual([''])
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.locator('.letter-picture')).toHaveCount(1)
    expect(await desk.broken()).toEqual([])
  })

  test('the keyboard does everything', async ({ desk }) => {
    const { page, words } = desk
    await desk.begin()
    await words.focus()
    await page.keyboard.type('## Heading')
    await page.keyboard.press('Enter')
    await page.keyboard.type('plain ')
    await page.keyboard.press('ControlOrMeta+b')
    await page.keyboard.type('bold')
    await page.keyboard.press('ControlOrMeta+b')
    await page.keyboard.press('ControlOrMeta+k')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Words').fill('write to me')
    await dialog.getByLabel('Address').fill('not an address')
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('not a whole address')
    expect(await axeFindings(page)).toEqual([])
    await dialog.getByLabel('Address').fill('maren@example.com')
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    await expect(words).toBeFocused()

    const focused = () =>
      page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent')
    await page.keyboard.press('Alt+F10')
    expect(await focused()).toBe('Bold')
    for (const [key, name] of [
      ['ArrowLeft', 'Keyboard shortcuts'],
      ['Home', 'Bold'],
      ['ArrowRight', 'Italic'],
      ['End', 'Keyboard shortcuts'],
    ] as const) {
      await page.keyboard.press(key)
      expect(await focused()).toBe(name)
    }
    await page.keyboard.press('Enter')
    await expect(dialog).toContainText('To the buttons above the words')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(words).toBeFocused()
    await page.keyboard.press('ControlOrMeta+/')
    await expect(dialog).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('Keyboard shortcuts') // one stop for the whole toolbar
    await page.keyboard.press('Tab')
    await expect(words).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Save' })).toBeFocused()

    await words.focus()
    await page.keyboard.press('ControlOrMeta+s')
    await desk.isSaved()
    const written = ['## Heading', 'plain **bold**[write to me](mailto:maren@example.com)']
    expect(outline((await desk.saved()).doc)).toEqual(written)
    await page.keyboard.press('ControlOrMeta+z')
    await page.keyboard.press('ControlOrMeta+s')
    await desk.isSaved()
    expect(outline((await desk.saved()).doc)).not.toEqual(written)
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await page.keyboard.press('ControlOrMeta+s')
    await desk.isSaved()
    expect(outline((await desk.saved()).doc)).toEqual(written)
  })
})

for (const [colorScheme, where, width] of [
  ['light', '@desktop', 1280],
  ['dark', '@phone', 360],
] as const) {
  test.describe(`${colorScheme} ${where}`, () => {
    test.use({ colorScheme, viewport: { width, height: 740 } })

    test('every page of writing fits its screen, and axe has nothing to say', async ({ desk }) => {
      const { page } = desk
      await page.goto('/admin/broadcasts/new')
      const article = page.getByRole('listitem').filter({ hasText: 'An article' })
      await article.getByRole('button').click()
      await expect(desk.words).toBeVisible()
      const path = new URL(page.url()).pathname
      for (const where of [path, '/admin/broadcasts', '/admin/broadcasts/new', '/admin/media']) {
        await page.goto(where)
        const overhang = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
        expect.soft(await page.evaluate<number>(overhang), where).toBe(0)
        expect.soft(await axeFindings(page), where).toEqual([])
      }
      await page.goto(path)
      const bar = page.getByRole('toolbar')
      for (const button of await bar.getByRole('button').all()) {
        const { width = 0, height = 0 } = (await button.boundingBox()) ?? {}
        expect.soft(Math.min(width, height)).toBeGreaterThanOrEqual(44)
      }
      await desk.words.getByText('What you can do').scrollIntoViewIfNeeded()
      await page.mouse.wheel(0, 300)
      await expect.poll(async () => (await bar.boundingBox())?.y).toBe(0) // it stays within reach of the thumb
    })
  })
}
