import { type Editor, getMarkRange } from '@tiptap/core'
import { destinationFields } from './destination'
import { buttonRow, openDialog } from './dialog'
import { complain, element, labelled } from './elements'

/** Asks where the chosen words lead; where none are chosen, for the words as well. */
export function askLink(editor: Editor): void {
  const { state } = editor
  const { link } = state.schema.marks
  const under = link ? getMarkRange(state.selection.$from, link) : undefined
  const isNew = under === undefined
  const needsWords = isNew && state.selection.empty
  const where = destinationFields(editor.getAttributes('link').href ?? '')
  const words = element('input', { type: 'text', autocomplete: 'off', maxlength: '300' })

  const set = () => {
    const href = where.read()
    if (href === null) return
    if (needsWords) {
      const text = words.value.trim() || href.replace(/^(https?:\/\/|mailto:)/, '')
      if (text.includes('%%')) return complain(words, 'Write the words that lead there.')
      editor
        .chain()
        .focus()
        .insertContent({ type: 'text', text, marks: [{ type: 'link', attrs: { href } }] })
        .unsetMark('link')
        .run()
    } else editor.chain().focus().extendMarkRange('link').setLink({ href }).run()
    dialog.close()
  }
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    dialog.close()
  }
  const dialog = openDialog(isNew ? 'Add a link' : 'Change the link', () => [
    element(
      'form',
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault()
          set()
        },
      },
      ...(needsWords ? [labelled('Words', words)] : []),
      ...where.parts,
      buttonRow(
        { words: isNew ? 'Add link' : 'Change link', primary: true, submit: true },
        ...(isNew ? [] : [{ words: 'Remove link', act: remove }]),
        { words: 'Cancel', act: () => dialog.close() },
      ),
    ),
  ])
  dialog.addEventListener('close', () => editor.commands.focus())
  const first = needsWords ? words : where.address
  first.focus()
}
