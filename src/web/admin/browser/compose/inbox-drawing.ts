/** Counts the characters of subject and preheader, and shows in the drawing of an inbox how a phone cuts them. */
export function keepInboxDrawing(form: HTMLFormElement): void {
  for (const name of ['subject', 'preheader']) {
    const field = form.elements.namedItem(name)
    if (!(field instanceof HTMLInputElement)) continue
    const count = document.querySelector(`[data-count="${name}"]`)
    const drawn = document.querySelector(`[data-drawn="${name}"]`)
    const show = () => {
      const words = field.value.trim()
      const characters = [...words].length
      if (count) count.textContent = characters === 1 ? '1 character' : `${characters} characters`
      if (drawn) drawn.textContent = fillSample(words) || drawn.getAttribute('data-empty')
    }
    field.addEventListener('input', show)
    show()
  }
}

const fillSample = (words: string) => words.replaceAll('%%commaName%%', ', Anna')
