import type { Editor, JSONContent } from '@tiptap/core'
import { openAutosave, type Theirs } from './compose/autosave'
import { element } from './compose/elements'
import { GAP_WORDS } from './compose/gap'
import { keepInboxDrawing } from './compose/inbox-drawing'
import { dropAllKept, type Words } from './compose/kept-words'
import { openEditor } from './compose/letter-editor'
import { askLink } from './compose/link-dialog'
import { offerKept } from './compose/offer-kept'
import { saveSign } from './compose/save-sign'
import { showShortcuts } from './compose/shortcuts'
import { openToolbar } from './compose/toolbar'
import { toolsOf } from './compose/tools'

/** The composer: takes the place of the plain field for the words, and saves while they are written. */
function start(form: HTMLFormElement): void {
  const plain = form.querySelector<HTMLElement>('[data-plain]')
  if (!plain) return
  const { doc = '', version = '', letter = '', savedAt = '' } = form.dataset
  const place = element('div', { class: 'words' })
  const pictureSaid = element('p', { class: 'hint picture-said', role: 'status' })
  const composer = element('div', { class: 'composer' }, place)
  plain.before(composer)
  const stored: JSONContent = JSON.parse(doc)
  const sayPicture = (words: string, wrong = false) => {
    pictureSaid.textContent = words
    pictureSaid.classList.toggle('wrong', wrong)
  }
  const editor = openEditor(place, stored, sayPicture)
  place.before(openToolbar(editor, toolsOf(editor, sayPicture)))
  place.after(pictureSaid)
  form.querySelector('button[type=submit]')?.setAttribute('class', 'quiet') // it saves by itself
  plain.remove() // not before all is there: whatever fails above leaves it

  const fieldOf = (name: string) => form.elements.namedItem(name) as HTMLInputElement
  const read = (): Words => ({
    subject: fieldOf('subject').value,
    preheader: fieldOf('preheader').value,
    doc: editor.getJSON(),
  })
  const show = ({ subject, preheader, doc }: Words) => {
    fieldOf('subject').value = subject
    fieldOf('preheader').value = preheader
    for (const name of ['subject', 'preheader']) fieldOf(name).dispatchEvent(new CustomEvent('input'))
    editor.commands.setContent(doc, { emitUpdate: false })
  }
  const say = saveSign({
    asText: (theirs) => asText(editor, theirs),
    keepMine: (theirs) => {
      editor.commands.focus()
      void autosave.keepMine(theirs)
    },
    takeTheirs: (theirs) => {
      show(theirs)
      editor.commands.focus()
      autosave.takeTheirs(theirs)
    },
  })
  const autosave = openAutosave({ url: form.action, name: letter, version: Number(version), read, take: show, say })
  say({ is: 'saved', at: Number(savedAt) })
  offerKept({ form, kept: autosave.kept, read, bringBack: (words) => show(words), changed: () => autosave.changed() })
  keepInboxDrawing(form)
  showBlock(editor, Number(new URLSearchParams(location.search).get('block')))

  editor.on('update', () => autosave.changed())
  form.addEventListener('input', (event) => {
    // The fields of pictures and buttons change the letter themselves.
    if (event.isTrusted && !place.contains(event.target as Node)) autosave.changed()
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void autosave.flush()
  })
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    const act = { s: () => void autosave.flush(), '/': showShortcuts, k: () => editor.isFocused && askLink(editor) }[
      event.key
    ]
    if (!act) return
    event.preventDefault()
    if (!document.querySelector('dialog[open]')) act()
  })
  // What another page does with the letter, it does with its newest words.
  document.addEventListener('click', async (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!(link instanceof HTMLAnchorElement) || link.target || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!link.href.startsWith(form.action)) return
    event.preventDefault()
    if (await autosave.flush()) location.href = link.href
  })
  document.addEventListener('submit', async (event) => {
    const { target: other, submitter } = event
    if (!(other instanceof HTMLFormElement) || other === form || event.defaultPrevented) return
    const leaves = other.action.endsWith('/sign-out')
    if (!leaves && !other.action.startsWith(form.action)) return
    event.preventDefault()
    const isSaved = await autosave.flush()
    if (!isSaved && !(leaves && confirm('Some words are not saved yet. Sign out and lose them?'))) return
    if (leaves) {
      autosave.forget()
      dropAllKept()
    }
    sendOn(other, submitter)
  })
}

// A finding of the check leads to its block, counted from 1.
function showBlock(editor: Editor, number: number): void {
  const { doc } = editor.state
  if (!(number >= 1 && number <= doc.childCount)) return
  let at = 0
  for (let i = 0; i < number - 1; i++) at += doc.child(i).nodeSize
  const isAtom = doc.child(number - 1).isAtom
  editor.commands[isAtom ? 'setNodeSelection' : 'setTextSelection'](isAtom ? at : at + 1)
  editor.commands.focus(null, { scrollIntoView: false })
  editor.commands.scrollIntoView()
}

// As it was to be sent, with the button that was pressed.
function sendOn(other: HTMLFormElement, submitter: HTMLElement | null): void {
  if (submitter instanceof HTMLButtonElement && submitter.name)
    other.append(element('input', { type: 'hidden', name: submitter.name, value: submitter.value }))
  other.submit()
}

function asText(editor: Editor, { subject, doc }: Theirs): string {
  const node = editor.schema.nodeFromJSON(doc)
  const words = node.textBetween(0, node.content.size, '\n\n', ({ type, attrs }) =>
    type.name === 'gap'
      ? (GAP_WORDS[attrs.name] ?? '')
      : type.name === 'picture'
        ? `[${attrs.alt || 'A picture'}]`
        : (attrs.words ?? ''),
  )
  return `${subject}\n\n${words}`
}

const form = document.querySelector<HTMLFormElement>('form[data-doc]')
if (form) start(form)
