import { Editor, type JSONContent } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Heading } from '@tiptap/extension-heading'
import { HorizontalRule } from '@tiptap/extension-horizontal-rule'
import { Italic } from '@tiptap/extension-italic'
import { Link } from '@tiptap/extension-link'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'
import { Dropcursor, Gapcursor, Placeholder, TrailingNode, UndoRedo } from '@tiptap/extensions'
import { isLinkAddress } from '../../../../features/broadcasts/document/link-address'
import { ButtonBlock } from './button-block'
import { Gap } from './gap'
import { PictureBlock } from './picture-block'
import { PictureDrop, type SayPicture } from './picture-drop'

/** What cannot be made of a stored letter must not be shown as an empty one: throws, and the plain field stays. */
export function openEditor(place: HTMLElement, content: JSONContent, say: SayPicture): Editor {
  return new Editor({
    element: place,
    content,
    injectCSS: false, // the content security policy knows no style elements
    enableContentCheck: true,
    onContentError: ({ error }) => {
      throw error
    },
    extensions: [...blocks, ...marks, ...aids, PictureDrop.configure({ say })],
    editorProps: { attributes: { id: 'words', 'aria-label': 'Words of the letter', 'aria-multiline': 'true' } },
  })
}

// Exactly the grammar of a letter: no other attribute rides along.
const blocks = [
  Document,
  Paragraph,
  Text,
  HardBreak,
  Heading.configure({ levels: [2, 3] }),
  BulletList,
  OrderedList.extend({ addAttributes: () => ({}) }),
  ListItem.extend({
    content: 'paragraph',
    // One level: Tab leaves the editor instead.
    addKeyboardShortcuts() {
      return { Enter: () => this.editor.commands.splitListItem(this.name) }
    },
  }),
  HorizontalRule.extend({ name: 'rule' }),
  Gap,
  ButtonBlock,
  PictureBlock,
]

const marks = [
  Bold,
  Italic,
  Link.extend({ addAttributes: () => ({ href: { default: null } }) }).configure({
    openOnClick: false,
    autolink: true,
    linkOnPaste: true,
    defaultProtocol: 'https',
    HTMLAttributes: {},
    isAllowedUri: (href) => isLinkAddress(href),
  }),
]

const aids = [
  UndoRedo,
  ListKeymap,
  Gapcursor,
  TrailingNode, // a finger finds a place to write below a picture
  Dropcursor.configure({ class: 'drop', color: false }),
  Placeholder.configure({ placeholder: 'Write your letter' }),
]
