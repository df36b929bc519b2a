import { element } from './elements'
import type { keptWords, Words } from './kept-words'
import { sayTime } from './save-sign'

type Parts = {
  form: HTMLFormElement
  kept: ReturnType<typeof keptWords>
  read: () => Words
  bringBack: (words: Words) => void
  changed: () => void
}

/** Offers words that an earlier visit could not save; what is the same as the letter is no news. */
export function offerKept({ form, kept, read, bringBack, changed }: Parts): void {
  const found = kept.find()
  if (!found) return
  if (isSame(found.words, read())) {
    kept.drop()
    return
  }
  const close = () => offer.remove()
  const button = (words: string, look: string, act: () => void) =>
    element(
      'button',
      {
        type: 'button',
        class: look,
        onclick: () => {
          close()
          act()
        },
      },
      words,
    )
  const offer = element(
    'div',
    { class: 'notice', role: 'status' },
    element(
      'p',
      {},
      `Some words from ${sayTime(found.at).replace(/^(at|on) /, '')} were not saved. They are still in this browser.`,
    ),
    element(
      'p',
      { class: 'buttons' },
      button('Bring them back', 'primary', () => {
        bringBack(found.words)
        changed()
      }),
      button('Throw them away', 'quiet', () => kept.drop()),
    ),
  )
  form.before(offer)
}

// The server tidies what it stores, so empty paragraphs at the end say nothing.
function isSame(one: Words, other: Words): boolean {
  return plain(one) === plain(other)
}

function plain({ subject, preheader, doc }: Words): string {
  const content = [...(doc.content ?? [])]
  while (content.length > 1 && content.at(-1)?.type === 'paragraph' && !content.at(-1)?.content?.length) content.pop()
  return JSON.stringify([subject, preheader, content])
}
