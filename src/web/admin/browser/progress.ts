/** Keeps the numbers of a letter on its way fresh: every few seconds, more seldom while nothing changes or answers. */
const FIRST_MS = 2000
const LONGEST_MS = 30_000

let pauseMs = FIRST_MS

function begin(): void {
  const address = shown()?.dataset.progress
  if (address) setTimeout(() => void look(address), pauseMs)
}

async function look(address: string): Promise<void> {
  const before = shown()
  if (document.hidden || !before) return begin()
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' }, redirect: 'error' })
    if (!answer.ok) throw new Error(String(answer.status))
    const after = new DOMParser()
      .parseFromString(await answer.text(), 'text/html')
      .querySelector<HTMLElement>('#progress')
    if (!after) throw new Error('no progress')
    // The buttons of the page follow its state, so another state is another page.
    if (after.dataset.state !== before.dataset.state) return location.reload()
    const isSame = after.querySelector('.figures')?.textContent === before.querySelector('.figures')?.textContent
    pauseMs = isSame ? Math.min(pauseMs * 1.5, LONGEST_MS) : FIRST_MS
    if (!before.contains(document.activeElement)) before.replaceWith(after)
  } catch {
    pauseMs = Math.min(pauseMs * 2, LONGEST_MS)
  }
  begin()
}

const shown = () => document.querySelector<HTMLElement>('#progress')

begin()
