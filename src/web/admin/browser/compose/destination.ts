import { isLinkAddress, isLinkGap } from '../../../../features/broadcasts/document/link-address'
import { complain, element, labelled } from './elements'

/** Pages that have no one address: each reader has an own link to them. */
const PLACES: Readonly<Record<string, string>> = {
  '%%bookUrl%%': 'My booking page',
  '%%preferencesUrl%%': 'The reader’s own settings',
  '%%careUrl%%': 'Who should take care',
}

/** Fields for where a link leads: one of the places that every reader has, or an address. */
export function destinationFields(href: string) {
  const place = element(
    'select',
    {},
    element('option', { value: '' }, 'An address'),
    ...Object.entries(PLACES).map(([value, words]) => element('option', { value }, words)),
  )
  place.value = isLinkGap(href) ? href : ''
  const address = element('input', {
    type: 'text',
    inputmode: 'url',
    autocomplete: 'off',
    autocapitalize: 'none',
    spellcheck: 'false',
    placeholder: 'https://',
  })
  address.value = isLinkGap(href) ? '' : href
  const addressField = labelled('Address', address, 'A page, such as example.com/dates, or an email address')
  const show = () => {
    addressField.hidden = place.value !== ''
  }
  place.addEventListener('change', show)
  show()
  return {
    parts: [labelled('Leads to', place), addressField],
    place,
    address,
    /** The address, or null after a sentence at the field. */
    read(): string | null {
      const given = place.value || wholeAddress(address.value)
      const fits = isLinkAddress(given)
      complain(address, fits ? undefined : 'This is not a whole address. It looks like https://example.com/dates.')
      return fits ? given : null
    },
  }
}

/** An address as it is typed, with the beginning that people leave out. */
export function wholeAddress(typed: string): string {
  const given = typed.trim()
  if (/^[a-z][a-z\d+.-]*:/i.test(given) && !/^[\w.-]+:\d/.test(given)) return given
  return /^[^\s/@]+@[^\s/@]+$/.test(given) ? `mailto:${given}` : `https://${given}`
}
