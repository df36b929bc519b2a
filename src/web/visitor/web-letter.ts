import type { Blocks } from '#letters'
import type { LetterDoc } from '../../features/broadcasts/document/grammar'
import { toHtml } from '../../features/broadcasts/document/to-html'
import type { Config } from '../../platform/config'
import { asLine, cutTemplate, fillSlots } from '../../platform/template'

type Settings = Pick<Config, 'BOOKING_URL' | 'FROM_NAME' | 'POSTAL_ADDRESS' | 'PUBLIC_URL'>

/**
 * The words of a letter as HTML for anybody: without a name and without a link of a reader. `base` stands before the
 * addresses of this site, for readers of feeds, which know no page.
 */
export function webLetter(doc: LetterDoc, blocks: Blocks, settings: Settings, base = ''): string {
  const html = toHtml(doc, blocks, 'web').replaceAll(' src="/', ` src="${base}/`)
  return cutTemplate({ subject: '', text: '', html })(gapsOf(settings, base)).html
}

/** A subject or preheader as a line for anybody. */
export const webLine = (line: string, settings: Settings): string => asLine(fillSlots(line, gapsOf(settings)))

// What every letter can fill; of a reader there is nothing.
const gapsOf = ({ BOOKING_URL, FROM_NAME, POSTAL_ADDRESS, PUBLIC_URL }: Settings, base = '') => ({
  commaName: '',
  senderName: FROM_NAME,
  postalAddress: POSTAL_ADDRESS,
  siteUrl: base,
  siteHost: new URL(PUBLIC_URL).host,
  careUrl: `${base}/care`,
  bookingPageUrl: BOOKING_URL,
})
