/** The web mail of an address, when its domain is known. */
export type Mailbox = { name: string; url: string }

const GMAIL = { name: 'Gmail', url: 'https://mail.google.com/mail/u/0/#search/in%3Aanywhere+newer_than%3A1d' }
const OUTLOOK = { name: 'Outlook', url: 'https://outlook.live.com/mail/0/' }
const YAHOO = { name: 'Yahoo Mail', url: 'https://mail.yahoo.com/' }
const ICLOUD = { name: 'iCloud Mail', url: 'https://www.icloud.com/mail' }
const PROTON = { name: 'Proton Mail', url: 'https://mail.proton.me/' }
const GMX = { name: 'GMX', url: 'https://www.gmx.net/' }
const WEB_DE = { name: 'WEB.DE', url: 'https://web.de/' }
const AOL = { name: 'AOL Mail', url: 'https://mail.aol.com/' }
const FASTMAIL = { name: 'Fastmail', url: 'https://app.fastmail.com/' }
const POSTEO = { name: 'Posteo', url: 'https://posteo.de/' }

const KNOWN = new Map<string, Mailbox>(
  Object.entries({
    'gmail.com': GMAIL,
    'googlemail.com': GMAIL,
    'outlook.com': OUTLOOK,
    'hotmail.com': OUTLOOK,
    'hotmail.co.uk': OUTLOOK,
    'hotmail.fr': OUTLOOK,
    'live.com': OUTLOOK,
    'live.co.uk': OUTLOOK,
    'msn.com': OUTLOOK,
    'yahoo.com': YAHOO,
    'yahoo.co.uk': YAHOO,
    'yahoo.fr': YAHOO,
    'yahoo.de': YAHOO,
    'ymail.com': YAHOO,
    'icloud.com': ICLOUD,
    'me.com': ICLOUD,
    'mac.com': ICLOUD,
    'proton.me': PROTON,
    'protonmail.com': PROTON,
    'pm.me': PROTON,
    'gmx.net': GMX,
    'gmx.de': GMX,
    'gmx.at': GMX,
    'web.de': WEB_DE,
    'aol.com': AOL,
    'fastmail.com': FASTMAIL,
    'posteo.de': POSTEO,
  }),
)

/** The mailbox of an address, when its domain is a well-known one. */
export function mailboxOf(address: string): Mailbox | undefined {
  return KNOWN.get(address.slice(address.lastIndexOf('@') + 1).toLowerCase())
}
