import { mergeAttributes, Node } from '@tiptap/core'

/** What a gap shows while it is written; the letter has the reader's own words there. */
export const GAP_WORDS: Readonly<Record<string, string>> = { commaName: ', first name', senderName: 'your name' }

/** A gap in a line, which is filled for each reader. */
export const Gap = Node.create({
  name: 'gap',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({
    name: {
      default: 'commaName',
      parseHTML: (element) => element.dataset.gap,
      renderHTML: ({ name }) => ({ 'data-gap': name }),
    },
  }),
  parseHTML: () => [{ tag: 'span[data-gap]', getAttrs: ({ dataset }) => (dataset.gap ?? '') in GAP_WORDS && null }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'span',
    mergeAttributes(HTMLAttributes, { class: 'gap' }),
    GAP_WORDS[node.attrs.name] ?? '',
  ],
  renderText: ({ node }) => GAP_WORDS[node.attrs.name] ?? '',
})
