import { Node } from '@tiptap/core'
import { isLinkAddress } from '../../../../features/broadcasts/document/link-address'
import { destinationFields } from './destination'
import { element, labelled } from './elements'

const MAX_WORDS = 60

/** A button on a line of its own; its fields are shown while it is selected. */
export const ButtonBlock = Node.create({
  name: 'button',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    href: { default: '%%bookUrl%%', rendered: false },
    words: { default: 'Book a session', rendered: false },
  }),
  parseHTML: () => [
    {
      tag: 'p[data-button]',
      priority: 60, // before a paragraph
      getAttrs: ({ dataset, textContent }) => {
        const [href, words] = [dataset.button ?? '', (textContent ?? '').trim().slice(0, MAX_WORDS)]
        return isLinkAddress(href) && words !== '' && { href, words }
      },
    },
  ],
  renderHTML: ({ node }) => ['p', { 'data-button': node.attrs.href, class: 'letter-button' }, node.attrs.words],
  addNodeView:
    () =>
    ({ node, editor, getPos }) => {
      const shown = element('span', { class: 'face' }, node.attrs.words)
      const words = element('input', { type: 'text', maxlength: String(MAX_WORDS), autocomplete: 'off' })
      words.value = node.attrs.words
      const where = destinationFields(node.attrs.href)
      const change = (attrs: { href?: string; words?: string }) => {
        const at = getPos()
        const { state, view } = editor
        const stored = at === undefined ? null : state.doc.nodeAt(at)
        if (at === undefined || stored?.type.name !== 'button') return
        view.dispatch(state.tr.setNodeMarkup(at, undefined, { ...stored.attrs, ...attrs }))
      }
      words.addEventListener('input', () => {
        if (words.value.trim() !== '') change({ words: words.value })
      })
      const lead = () => {
        if (where.place.value === '' && where.address.value.trim() === '') return where.address.focus()
        const href = where.read()
        if (href !== null) change({ href })
      }
      where.place.addEventListener('change', lead)
      where.address.addEventListener('change', lead)
      const fields = element('div', { class: 'fields' }, labelled('Words', words), ...where.parts)
      const dom = element('div', { class: 'letter-button', contenteditable: 'false' }, shown, fields)
      return {
        dom,
        stopEvent: ({ target }) => target instanceof globalThis.Node && fields.contains(target),
        ignoreMutation: () => true,
        update(next) {
          if (next.type.name !== 'button') return false
          shown.textContent = next.attrs.words
          if (document.activeElement !== words) words.value = next.attrs.words
          return true
        },
      }
    },
})
