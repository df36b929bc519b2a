// Everything works without this file; it only spares a few taps.

const zone = () => {
  try {
    return Intl.DateTimeFormat().resolvedOptions().timeZone
  } catch {
    return undefined // an old or locked-down browser: the server then asks the request
  }
}

const fillZone = (here: string) => {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="timeZone"]')) field.value ||= here
}

const offerZone = (here: string) => {
  const offer = document.querySelector<HTMLElement>('[data-offer-zone]')
  const choice = document.querySelector<HTMLSelectElement>('select[name="timeZone"]')
  const options = [...(choice?.options ?? [])]
  const place = options.find(({ value }) => value === here) ?? options.find(({ value }) => isNamed(here, value))
  if (!offer || !choice || !place || place.selected) return
  offer.querySelector('output')?.append(place.text)
  offer.hidden = false
  offer.querySelector('button')?.addEventListener('click', () => {
    choice.value = place.value
    offer.hidden = true
    choice.focus()
  })
}

// Browsers keep old names for some places (Asia/Calcutta) and know the new ones (Asia/Kolkata) by them.
const isNamed = (here: string, name: string) => {
  if (name.split('/')[0] !== here.split('/')[0]) return false // spares most of the asking: a place keeps its region
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone === here
  } catch {
    return false // a place that is newer than the browser
  }
}

// A second tap within a few seconds is a slip; after that it is another try.
const guardTwice = (form: HTMLFormElement) => {
  let sentAt = 0
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - sentAt < 4000 && sentAt) return event.preventDefault()
    sentAt = event.timeStamp
  })
}

const here = zone()
if (here) {
  fillZone(here)
  offerZone(here)
}
for (const form of document.forms) guardTwice(form)
