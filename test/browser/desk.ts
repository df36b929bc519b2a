import type { Page } from '@playwright/test'
import { test as base, expect } from './visit.ts'

export { axeFindings, expect } from './visit.ts'

type Saved = { subject: string; version: number; doc: { content: Block[] } }
type Block = {
  type: string
  attrs?: Record<string, unknown>
  content?: Block[]
  text?: string
  marks?: Mark[]
}

/** A test in which an operator is signed in and writes a new letter; it fails when the page broke its policy. */
export const test = base.extend<{ desk: Desk }>({
  desk: async ({ page }, use) => {
    await page.addInitScript(`
      window.broken = []
      document.addEventListener('securitypolicyviolation', (event) =>
        window.broken.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample))`)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto('/admin/sign-in/development')
    const desk = deskOf(page)
    await use(desk)
    expect(errors).toEqual([])
  },
})

export type Desk = ReturnType<typeof deskOf>

function deskOf(page: Page) {
  const words = page.getByRole('textbox', { name: 'Words of the letter' })

  /** Begins a letter with these words, given as a form gives them, and opens its page; the answer is its path. */
  const begin = async (fields: Record<string, string> = {}): Promise<string> => {
    const headers = { origin: new URL(page.url()).origin }
    const made = await page.request.post('/admin/broadcasts', { form: fields, headers, maxRedirects: 0 })
    const path = made.headers().location ?? ''
    await page.goto(path)
    return path
  }

  /** The letter as the service has it. */
  const saved = async (path = new URL(page.url()).pathname): Promise<Saved> => {
    const html = await (await page.request.get(path)).text()
    const read = (pattern: RegExp) =>
      (pattern.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
    return {
      subject: read(/name="subject" type="text" value="([^"]*)"/),
      version: Number(read(/data-version="(\d+)"/)),
      doc: JSON.parse(read(/data-doc="([^"]*)"/)),
    }
  }

  /** Waits until the sign says that everything is saved. */
  const isSaved = () => expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'saved')

  /** Pastes what another programme put into the clipboard. */
  const paste = (html: string) =>
    page.evaluate(`(() => {
      const element = document.getElementById('words')
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', ${JSON.stringify(html)})
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })()`)

  /** What all words of the letter put into the clipboard. */
  const copy = async () => {
    await words.click()
    await page.keyboard.press('ControlOrMeta+a')
    return await page.evaluate<string>(`(() => {
      const element = document.getElementById('words')
      const clipboardData = new DataTransfer()
      element.dispatchEvent(new ClipboardEvent('copy', { clipboardData, bubbles: true, cancelable: true }))
      return clipboardData.getData('text/html')
    })()`)
  }

  /** Pastes or drops a file: a large PNG, or something that only says that it is a picture. */
  const give = (how: 'paste' | 'drop', type: string) =>
    page.evaluate(`(async () => {
      const element = document.getElementById('words')
    const canvas = new OffscreenCanvas(2400, 1600)
    const ink = canvas.getContext('2d')
    for (let i = 0; i < 400; i++) {
      ink.fillStyle = 'hsl(' + ((i * 47) % 360) + ' 60% 50%)'
      ink.fillRect((i * 137) % 2400, (i * 91) % 1600, 300, 200)
    }
    const type = ${JSON.stringify(type)}
    const blob = type === 'image/png' ? await canvas.convertToBlob() : new Blob(['no picture'], { type })
    const given = new DataTransfer()
    given.items.add(new File([blob], 'holiday', { type }))
    const { x, y } = element.getBoundingClientRect()
    const common = { bubbles: true, cancelable: true }
    element.dispatchEvent(${how === 'paste'}
      ? new ClipboardEvent('paste', { ...common, clipboardData: given })
      : new DragEvent('drop', { ...common, dataTransfer: given, clientX: x + 20, clientY: y + 30 }))
  })()`)

  /** What the page did against its content security policy. */
  const broken = () => page.evaluate<string[]>('window.broken')

  return { page, words, begin, saved, isSaved, paste, copy, give, broken }
}

type Mark = { type: string; attrs?: { href?: string } }

/** A letter's blocks in short: `p: words`, with **bold**, *italic* and [links](address). */
export function outline({ content }: Saved['doc']): string[] {
  return content.flatMap((block) => {
    if (block.type === 'bulletList' || block.type === 'orderedList')
      return (block.content ?? []).map(
        (item) => `${block.type === 'bulletList' ? '-' : '1.'} ${line(item.content?.[0])}`,
      )
    if (block.type === 'heading') return `${'#'.repeat(Number(block.attrs?.level))} ${line(block)}`
    if (block.type === 'paragraph') return line(block)
    return block.type === 'rule' ? '---' : `${block.type}: ${block.attrs?.alt ?? block.attrs?.words}`
  })
}

function line(block: Block | undefined): string {
  return (block?.content ?? [])
    .map(({ type, text = '', attrs, marks = [] }) => {
      if (type !== 'text') return type === 'gap' ? `%%${attrs?.name}%%` : '/'
      return marks.reduce((words, mark) => MARKS[mark.type]?.(words, mark) ?? words, text)
    })
    .join('')
}

const MARKS: Record<string, (words: string, mark: Mark) => string> = {
  bold: (words) => `**${words}**`,
  italic: (words) => `*${words}*`,
  link: (words, { attrs }) => `[${words}](${attrs?.href})`,
}
