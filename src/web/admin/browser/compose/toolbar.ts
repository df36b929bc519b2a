import type { Editor } from '@tiptap/core'
import { element } from './elements'
import { icon } from './icons'
import type { Tool } from './tools'

/** The toolbar (w3.org/WAI/ARIA/apg/patterns/toolbar): one tab stop, arrows inside, Escape back to the words. */
export function openToolbar(editor: Editor, groups: readonly (readonly Tool[])[]): HTMLElement {
  const tools = groups.flat()
  const buttons = tools.map(buttonOf)
  const bar = element('div', {
    role: 'toolbar',
    'aria-label': 'Form of the words',
    'aria-controls': 'words',
    class: 'toolbar',
  })
  let from = 0
  for (const group of groups) {
    bar.append(element('div', { class: 'group' }, ...buttons.slice(from, from + group.length)))
    from += group.length
  }
  const stopAt = (stop: HTMLButtonElement) => {
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1
  }
  const [first] = buttons
  if (first) stopAt(first)

  bar.addEventListener('focusin', ({ target }) => {
    const button = buttons.find((one) => one === target)
    if (button) stopAt(button)
  })
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') return editor.commands.focus()
    const here = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (here < 0 || to === undefined) return
    event.preventDefault()
    buttons[(to + buttons.length) % buttons.length]?.focus()
  })
  editor.view.dom.addEventListener('keydown', (event) => {
    if (!event.altKey || event.key !== 'F10') return
    event.preventDefault()
    buttons.find(({ tabIndex }) => tabIndex === 0)?.focus()
  })
  const show = () => {
    for (const [i, { isOn, isOff }] of tools.entries()) {
      if (isOn) buttons[i]?.setAttribute('aria-pressed', String(isOn()))
      // Not `disabled`: the arrows could not reach it.
      if (isOff) buttons[i]?.setAttribute('aria-disabled', String(isOff()))
    }
  }
  editor.on('transaction', show)
  show()
  return bar
}

function buttonOf({ words, shown, act }: Tool): HTMLButtonElement {
  const content =
    'icon' in shown
      ? [icon(shown.icon)]
      : [
          element(
            'span',
            'letter' in shown ? { class: `letter ${shown.letter}` } : {},
            'letter' in shown ? shown.letter : shown.label,
          ),
        ]
  const name = 'label' in shown ? {} : { 'aria-label': words, title: words }
  return element(
    'button',
    {
      type: 'button',
      ...name,
      // The words keep the focus, and a phone its keyboard.
      onmousedown: (event) => event.preventDefault(),
      onclick: (event) => {
        if ((event.currentTarget as HTMLElement).getAttribute('aria-disabled') !== 'true') act()
      },
    },
    ...content,
  )
}
