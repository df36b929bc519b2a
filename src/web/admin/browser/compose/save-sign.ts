import type { SaveState, Theirs } from './autosave'
import { element } from './elements'

type Parts = {
  /** The words of a letter as text, to be read beside one's own. */
  asText: (theirs: Theirs) => string
  keepMine: (theirs: Theirs) => void
  takeTheirs: (theirs: Theirs) => void
}

/** Shows whether the words are saved and since when, and what is to be done when they are not. */
export function saveSign({ asText, keepMine, takeTheirs }: Parts) {
  const sign = document.querySelector<HTMLElement>('[data-saved]')
  const said = element('p', { class: 'unseen', role: 'status' })
  const trouble = element('div', { class: 'notice wrong save-trouble', role: 'alert', hidden: true })
  sign?.after(said, trouble)
  let last: SaveState['is'] | undefined

  return (state: SaveState) => {
    if (sign) {
      sign.textContent = sayShort(state)
      sign.dataset.saved = state.is
    }
    const isNews = state.is !== last
    if (state.is !== 'saving' && state.is !== 'waiting') {
      // Read out once it is saved for the first time and after each trouble, not at every pause in the writing.
      if (state.is === 'saved' && last !== 'saved') said.textContent = 'Saved.'
      if (isNews || state.is === 'refused' || state.is === 'elsewhere') showTrouble(state)
      last = state.is
    }
  }

  function showTrouble(state: SaveState): void {
    trouble.hidden = state.is === 'saved'
    if (state.is === 'saved') trouble.replaceChildren()
    else said.textContent = ''
    if (state.is === 'offline')
      tell('There is no connection. Your words are kept in this browser and saved as soon as there is one.')
    if (state.is === 'signedOut')
      tell(
        'You are signed out. Your words are kept in this browser. ',
        element('a', { href: '/admin/sign-in', target: '_blank', rel: 'opener' }, 'Sign in again in another tab'),
        ', then come back: they are saved by themselves.',
      )
    if (state.is === 'refused') tell(`Not saved yet. ${state.sentence}`)
    if (state.is === 'elsewhere') tellConflict(state.theirs)
  }

  function tell(...parts: (Node | string)[]): void {
    trouble.replaceChildren(element('p', {}, ...parts))
  }

  function tellConflict(theirs: Theirs): void {
    const button = (words: string, look: string, act: () => void) =>
      element('button', { type: 'button', class: look, onclick: act }, words)
    trouble.replaceChildren(
      element(
        'p',
        {},
        `This letter was changed elsewhere, ${sayTime(theirs.savedAt)}. Nothing is lost: choose which words go on.`,
      ),
      element('details', {}, element('summary', {}, 'What it says there'), element('pre', {}, asText(theirs))),
      element(
        'p',
        { class: 'buttons' },
        button('Keep what is here', 'primary', () => keepMine(theirs)),
        button('Take what is there', 'quiet', () => takeTheirs(theirs)),
      ),
    )
  }
}

function sayShort(state: SaveState): string {
  if (state.is === 'saved') return `Saved ${sayTime(state.at)}`
  if (state.is === 'waiting' || state.is === 'saving') return 'Saving…'
  return state.is === 'elsewhere' ? 'Changed elsewhere' : 'Not saved yet'
}

/** A moment by the clock of this machine. */
export function sayTime(at: number): string {
  const when = new Date(at)
  const time = when.toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit' })
  const isToday = when.toDateString() === new Date().toDateString()
  return isToday ? `at ${time}` : `on ${when.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })} at ${time}`
}
