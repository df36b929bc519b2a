import { element } from './elements'

/** A dialog over the page, with its heading; Escape and its last button close it. Removed once it is closed. */
export function openDialog(title: string, fill: (dialog: HTMLDialogElement) => (Node | string)[]): HTMLDialogElement {
  const heading = element('h2', { id: 'dialog-title' }, title)
  const dialog = element('dialog', { 'aria-labelledby': heading.id, class: 'compose-dialog' })
  dialog.append(heading, ...fill(dialog))
  // A press beside it.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** A row of buttons for the end of a dialog: words, what each does, and which one is the primary. */
export function buttonRow(...buttons: { words: string; primary?: boolean; submit?: boolean; act?: () => void }[]) {
  return element(
    'p',
    { class: 'buttons' },
    ...buttons.map(({ words, primary, submit, act }) =>
      element(
        'button',
        { type: submit ? 'submit' : 'button', class: primary ? 'primary' : 'quiet', onclick: act && (() => act()) },
        words,
      ),
    ),
  )
}
