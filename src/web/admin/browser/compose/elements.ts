type Props = Readonly<Record<string, string | boolean | EventListener | undefined>>

/** An element with attributes, listeners (`onclick`) and children; `true` is an attribute without a value. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

let lastId = 0

/** A field with its label above, and a place for the sentence when something is wrong. */
export function labelled(label: string, field: HTMLInputElement | HTMLSelectElement, hint?: string): HTMLElement {
  field.id ||= `compose-${++lastId}`
  const parts: (Node | string)[] = [element('label', { for: field.id }, label)]
  if (hint) {
    field.setAttribute('aria-describedby', `${field.id}-hint`)
    parts.push(element('p', { class: 'hint', id: `${field.id}-hint` }, hint))
  }
  return element('div', { class: 'field' }, ...parts, field)
}

/** Says at a field what is wrong with it, and puts the cursor there; without a sentence takes it away. */
export function complain(field: HTMLInputElement, sentence?: string): void {
  const id = `${field.id}-wrong`
  document.getElementById(id)?.remove()
  field.toggleAttribute('aria-invalid', false)
  if (!sentence) return
  field.setAttribute('aria-invalid', 'true')
  field.setAttribute('aria-describedby', id)
  field.after(element('p', { class: 'wrong', id, role: 'alert' }, sentence))
  field.focus()
}
