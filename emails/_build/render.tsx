/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { render, toPlainText } from '../_components/kit'
import { type Drawing, type Medium, openGaps, Setting } from '../_components/setting'

type Variant = { booked?: boolean; drawing?: Drawing }

/** A whole mail or a piece of one, as HTML for mail programs. */
export const renderMail = async (node: ReactNode, variant: Variant = {}) => {
  const html = await renderIn('mail', node, variant)
  return html.includes('<html') ? doctype + html.replace('</head>', `${forOutlook}</head>`) : html
}

/** The same content as semantic HTML for a page. */
export const renderWeb = (node: ReactNode, variant: Variant = {}) => renderIn('web', node, variant)

/** The same content as plain text: numbered steps, and every URL after its link text. */
export const renderText = async (node: ReactNode, variant: Variant = {}) =>
  toPlainText(await renderIn('text', node, variant), {
    selectors: [
      { selector: 'h1', options: { uppercase: false, trailingLineBreaks: 2 } },
      { selector: 'h2', options: { uppercase: false, leadingLineBreaks: 3, trailingLineBreaks: 2 } },
      { selector: 'h3', options: { uppercase: false, trailingLineBreaks: 1 } },
      { selector: 'hr', options: { length: 24, leadingLineBreaks: 2, trailingLineBreaks: 2 } },
    ],
  })
    .replaceAll('\u00a0', ' ')
    .trim()

const renderIn = async (medium: Medium, node: ReactNode, { booked = false, drawing }: Variant) =>
  (await render(<Setting value={{ medium, booked, values: openGaps, ...(drawing && { drawing }) }}>{node}</Setting>))
    .replace(/^<!DOCTYPE[^>]*>/, '')
    .replace(/<!--(?:\s|\/?\$|html|head|body)*-->/g, '') // React's own markers, of use only for hydration
    .replace(/<link rel="preload"[^>]*>/g, '') // a hint for browsers that mail programs may distrust

const doctype = '<!DOCTYPE html>'

// Outlook on Windows knows no max-width and scales by the screen's density unless it is told otherwise.
const forOutlook =
  '<!--[if mso]><xml><o:OfficeDocumentSettings xmlns:o="urn:schemas-microsoft-com:office:office"><o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings></xml><style>table.g-column{width:600px}</style><![endif]-->'
