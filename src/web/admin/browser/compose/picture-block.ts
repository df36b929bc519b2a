import { Node } from '@tiptap/core'
import { element, labelled } from './elements'

const MAX_ALT = 300
const KEY = /^[a-f0-9]{32}\.(?:jpg|png)$/

/** A picture that this site keeps, with the field for what it shows right below it. */
export const PictureBlock = Node.create({
  name: 'picture',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ key: { default: '' }, alt: { default: '' }, width: { default: 1 }, height: { default: 1 } }),
  parseHTML: () => [
    { tag: 'img[data-key]', getAttrs: readPicture },
    { tag: 'img[src*="/media/"]', getAttrs: readPicture },
  ],
  renderHTML: ({ node: { attrs } }) => [
    'img',
    { 'data-key': attrs.key, src: `/media/${attrs.key}`, alt: attrs.alt, width: attrs.width, height: attrs.height },
  ],
  addNodeView:
    () =>
    ({ node, editor, getPos }) => {
      const image = element('img', {
        src: `/media/${node.attrs.key}`,
        alt: node.attrs.alt,
        width: String(node.attrs.width),
        height: String(node.attrs.height),
      })
      const alt = element('input', { type: 'text', maxlength: String(MAX_ALT), autocomplete: 'off' })
      alt.value = node.attrs.alt
      const at = () => {
        const place = getPos()
        return place !== undefined && editor.state.doc.nodeAt(place)?.type.name === 'picture' ? place : null
      }
      alt.addEventListener('input', () => {
        const place = at()
        const { state, view } = editor
        const stored = place === null ? null : state.doc.nodeAt(place)
        if (place !== null && stored)
          view.dispatch(state.tr.setNodeMarkup(place, undefined, { ...stored.attrs, alt: alt.value }))
      })
      const remove = () => {
        const place = at()
        if (place !== null) editor.chain().setNodeSelection(place).deleteSelection().focus().run()
      }
      const fields = element(
        'div',
        { class: 'fields' },
        labelled(
          'What does it show?',
          alt,
          'One sentence, for readers who cannot see it. A letter leaves only with it.',
        ),
        element('button', { type: 'button', class: 'quiet', onclick: remove }, 'Remove picture'),
      )
      const dom = element('figure', { class: 'letter-picture', contenteditable: 'false' }, image, fields)
      const mark = (words: string) => dom.classList.toggle('wordless', words.trim() === '')
      mark(node.attrs.alt)
      return {
        dom,
        stopEvent: ({ target }) => target instanceof globalThis.Node && fields.contains(target),
        ignoreMutation: () => true,
        update(next) {
          if (next.type.name !== 'picture' || next.attrs.key !== node.attrs.key) return false
          image.alt = next.attrs.alt
          mark(next.attrs.alt)
          if (document.activeElement !== alt) alt.value = next.attrs.alt
          return true
        },
      }
    },
})

// Out of another letter of this editor, or out of a letter of this site as mail and web show it.
function readPicture(image: HTMLElement) {
  const address = URL.parse(image.getAttribute('src') ?? '', location.href)
  const key = image.dataset.key ?? (address?.origin === location.origin ? address.pathname.split('/').at(-1) : '') ?? ''
  const [width = 0, height = 0] = ['width', 'height'].map((name) => Number(image.getAttribute(name)))
  if (!KEY.test(key) || width < 1 || height < 1 || width > 1200 || height > 4000) return false
  return { key, alt: (image.getAttribute('alt') ?? '').slice(0, MAX_ALT), width, height }
}
