/**
 * Word writes lists as paragraphs, each with its bullet or number as words; here they become lists. A paragraph of a
 * list was marked by `data-list`, and its bullet by `data-ignore`.
 */
export function listsOfWord(body: HTMLElement): void {
  let list: HTMLElement | null = null
  for (const paragraph of [
    ...body.querySelectorAll<HTMLElement>('p[data-list], h1[data-list], h2[data-list], div[data-list]'),
  ]) {
    const continues = list !== null && list.nextElementSibling === paragraph
    if (!continues || !list) {
      list = body.ownerDocument.createElement(isNumbered(paragraph) ? 'ol' : 'ul')
      paragraph.before(list)
    }
    const item = body.ownerDocument.createElement('li')
    item.append(...paragraph.childNodes)
    list.append(item)
    paragraph.remove()
  }
}

const isNumbered = (paragraph: HTMLElement) =>
  /^\s*(\d+|[a-z]|[ivx]+)[.)]/i.test(paragraph.querySelector('[data-ignore]')?.textContent ?? '')
