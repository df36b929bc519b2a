/** The links of a letter that are its reader's own, or the site's: each is written as a gap. */
export const LINK_GAPS = ['bookUrl', 'careUrl', 'preferencesUrl'] as const

/** Whether a link of a letter may lead there: https, http (a draft only, see `isForSending`), mailto, or a gap. */
export function isLinkAddress(href: string): boolean {
  return isLinkGap(href) || isWebAddress(href) || isMailAddress(href)
}

/** Whether a letter with this link may leave: an `http` page could be changed on its way to the reader. */
export const isForSending = (href: string): boolean => isLinkAddress(href) && !/^http:/i.test(href)

/** Whether it is one of the links that a gap stands for: `%%bookUrl%%`. */
export const isLinkGap = (href: string): boolean => LINK_GAPS.some((gap) => href === `%%${gap}%%`)

// What would end an attribute, begin a gap, or be removed by a browser before it reads the address.
const FORBIDDEN = /[\s"'<>`\\\p{Cc}\p{Cf}]|%%/u
const MAX_ADDRESS = 2000
const MAX_MAIL_ADDRESS = 300

function isWebAddress(href: string): boolean {
  if (href.length > MAX_ADDRESS || FORBIDDEN.test(href) || !/^https?:\/\/[^/]/i.test(href)) return false
  const url = URL.parse(href)
  return url?.username === '' && url.password === '' && /[^.]\.[^.]/.test(url.hostname)
}

const isMailAddress = (href: string): boolean =>
  href.length <= MAX_MAIL_ADDRESS && !FORBIDDEN.test(href) && /^mailto:[^@?&]+@[^@?&]+\.[^@?&]+$/i.test(href)
