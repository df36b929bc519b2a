import type { Editor } from '@tiptap/core'
import { askLink } from './link-dialog'
import { choosePicture } from './picture-dialog'
import type { SayPicture } from './picture-drop'
import { showShortcuts } from './shortcuts'

/** A button of the toolbar. `label` is shown; without one an icon or a letter is, and `words` are read out. */
export type Tool = {
  words: string
  shown: { icon: string } | { letter: 'B' | 'I' | '?' } | { label: string }
  act: () => unknown
  isOn?: () => boolean
  isOff?: () => boolean
}

/** What the toolbar has, in groups. */
export function toolsOf(editor: Editor, say: SayPicture): Tool[][] {
  const at = () => editor.chain().focus()
  const heading = (level: 2 | 3): Pick<Tool, 'act' | 'isOn'> => ({
    act: () => at().toggleHeading({ level }).run(),
    isOn: () => editor.isActive('heading', { level }),
  })
  const mark = (name: 'bold' | 'italic'): Pick<Tool, 'act' | 'isOn'> => ({
    act: () => at().toggleMark(name).run(),
    isOn: () => editor.isActive(name),
  })
  return [
    [
      { words: 'Bold', shown: { letter: 'B' }, ...mark('bold') },
      { words: 'Italic', shown: { letter: 'I' }, ...mark('italic') },
      { words: 'Link', shown: { icon: 'link' }, act: () => askLink(editor), isOn: () => editor.isActive('link') },
    ],
    [
      { words: 'Heading', shown: { label: 'Heading' }, ...heading(2) },
      { words: 'Small heading', shown: { label: 'Small heading' }, ...heading(3) },
      {
        words: 'List',
        shown: { icon: 'list' },
        act: () => at().toggleBulletList().run(),
        isOn: () => editor.isActive('bulletList'),
      },
      {
        words: 'Numbered list',
        shown: { icon: 'numbers' },
        act: () => at().toggleOrderedList().run(),
        isOn: () => editor.isActive('orderedList'),
      },
    ],
    [
      { words: 'Picture', shown: { icon: 'picture' }, act: () => choosePicture(editor, say) },
      {
        words: 'First name',
        shown: { label: 'First name' },
        act: () => at().insertContent({ type: 'gap' }).run(),
      },
      {
        words: 'Booking button',
        shown: { label: 'Booking button' },
        act: () => at().insertContent({ type: 'button' }).run(),
      },
      { words: 'Divider', shown: { icon: 'rule' }, act: () => at().setHorizontalRule().run() },
    ],
    [
      {
        words: 'Undo',
        shown: { icon: 'undo' },
        act: () => at().undo().run(),
        isOff: () => !editor.can().undo(),
      },
      {
        words: 'Redo',
        shown: { icon: 'redo' },
        act: () => at().redo().run(),
        isOff: () => !editor.can().redo(),
      },
      { words: 'Keyboard shortcuts', shown: { letter: '?' }, act: () => showShortcuts() },
    ],
  ]
}
