import type { Editor } from '@tiptap/core'
import { buttonRow, openDialog } from './dialog'
import { element } from './elements'
import { insertPicture, insertUpload, type SayPicture } from './picture-drop'
import { PictureRefused } from './shrink'
import { type KeptPicture, listKept } from './upload'

/** Lets a picture be chosen: a new one from this device, or one that was used before. */
export function choosePicture(editor: Editor, say: SayPicture): void {
  const at = editor.state.selection.to
  const file = element('input', {
    type: 'file',
    accept: 'image/*',
    class: 'unseen',
    id: 'picture-file',
    tabindex: '-1',
  })
  const kept = element('ul', { class: 'kept-pictures' })
  const said = element('p', { class: 'hint', role: 'status' }, 'Looking for your pictures…')
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (!chosen) return
    dialog.close()
    void insertUpload(editor, chosen, say, at)
  })
  const use = (picture: KeptPicture) => {
    dialog.close()
    insertPicture(editor, picture, at)
  }
  const more = element('button', { type: 'button', class: 'quiet', hidden: true }, 'Show older ones')
  const show = async (before?: number) => {
    try {
      const page = await listKept(before)
      kept.append(...page.pictures.map((picture) => element('li', {}, pictureButton(picture, use))))
      said.textContent = kept.childElementCount === 0 ? 'The pictures of your letters will be here.' : ''
      more.hidden = page.before === null
      more.onclick = () => void show(page.before ?? undefined)
    } catch (error) {
      if (!(error instanceof PictureRefused)) throw error
      said.textContent = error.message
    }
  }
  const dialog = openDialog('Add a picture', () => [
    file,
    buttonRow(
      { words: 'Choose from this device', primary: true, act: () => file.click() },
      { words: 'Cancel', act: () => dialog.close() },
    ),
    element(
      'p',
      { class: 'hint' },
      'Or paste a picture into the letter, or drag one there. It is made small by itself.',
    ),
    element('h3', {}, 'Used before'),
    said,
    kept,
    more,
  ])
  dialog.addEventListener('close', () => editor.commands.focus())
  void show()
}

function pictureButton(picture: KeptPicture, use: (picture: KeptPicture) => void): HTMLButtonElement {
  const { key, alt, width, height } = picture
  const image = element('img', { src: `/media/${key}`, alt: alt || 'A picture without words', loading: 'lazy' })
  image.width = width
  image.height = height
  return element('button', { type: 'button', onclick: () => use(picture) }, image)
}
