import { buttonRow, openDialog } from './dialog'
import { element } from './elements'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const [ctrl, alt] = isMac ? ['⌘', '⌥'] : ['Ctrl', 'Alt']

const SHORTCUTS: readonly [does: string, keys: string[]][] = [
  ['Bold', [ctrl, 'B']],
  ['Italic', [ctrl, 'I']],
  ['Link', [ctrl, 'K']],
  ['Heading', [ctrl, alt, '2']],
  ['Small heading', [ctrl, alt, '3']],
  ['Plain words', [ctrl, alt, '0']],
  ['List', [ctrl, 'Shift', '8']],
  ['Numbered list', [ctrl, 'Shift', '7']],
  ['New line in the same paragraph', ['Shift', 'Enter']],
  ['Undo', [ctrl, 'Z']],
  ['Redo', [ctrl, 'Shift', 'Z']],
  ['Paste words alone', [ctrl, 'Shift', 'V']],
  ['Save now', [ctrl, 'S']],
  ['To the buttons above the words', [alt, 'F10']],
  ['This list', [ctrl, '/']],
]

/** The list of what the keyboard can do. */
export function showShortcuts(): void {
  const dialog = openDialog('Keyboard shortcuts', () => [
    element(
      'table',
      { class: 'shortcuts' },
      element(
        'tbody',
        {},
        ...SHORTCUTS.map(([does, keys]) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, does),
            element('td', {}, ...keys.map((key) => element('kbd', {}, key))),
          ),
        ),
      ),
    ),
    element(
      'p',
      { class: 'hint' },
      'A line that begins with “- ” becomes a list, one with “1. ” a numbered list, one with “## ” a heading.',
    ),
    buttonRow({ words: 'Close', act: () => dialog.close() }),
  ])
}
