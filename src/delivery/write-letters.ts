import type { Letter } from '../platform/mail'
import { cutForJson, escapeHtml, fillSlots, type Gaps, type Template } from '../platform/template'
import type { Signer } from '../platform/tokens'
import type { Frozen } from './freeze'
import { tagOf } from './keys'
import { headersOf, type Links, type Sender } from './letter'
import type { Kind } from './schema'
import type { Words } from './words'

/** Writes out the letters of a frozen batch; the same input always gives the same letters. */
export function writeLetters(
  kind: Kind,
  { sender, keyName, templates, letters }: Frozen,
  words: Words,
  signer: Signer,
): Letter[] {
  const fill = templates.map((hash) => fillerOf(hash, sender, words.get(hash)))
  return letters.map(({ key, to, template, gaps, links }) => {
    const addresses = addressesOf(links, sender.siteUrl, signer, keyName)
    const filled = fill[template]?.({ ...gaps, ...addresses })
    if (!filled) throw new Error('A frozen letter names words that its batch does not have')
    const headers = headersOf(kind, sender.listId, addresses.unsubscribeUrl)
    return { tag: tagOf(key), kind, from: sender.from, to, replyTo: sender.replyTo, ...filled, headers }
  })
}

function addressesOf(links: Links, siteUrl: string, signer: Signer, keyName: string): Record<string, string> {
  const addresses: Record<string, string> = {}
  for (const gap in links) {
    const [purpose, ...numbers] = links[gap] ?? ['book']
    addresses[gap] = `${siteUrl}/${purpose}/${signer.sign(purpose, numbers, keyName)}`
  }
  return addresses
}

const MOST_REMEMBERED = 50
const fillers = new Map<string, (gaps: Gaps) => Template>()

// What is the same in all letters of a house is filled in once and remembered; only what is hers is filled each time.
function fillerOf(hash: string, sender: Sender, template: Template | undefined): (gaps: Gaps) => Template {
  const name = `${hash} ${JSON.stringify(sender.gaps)}`
  const known = fillers.get(name)
  if (known) return known
  if (!template) throw new Error(`The words ${hash} of a frozen batch are missing`)
  const escaped = Object.fromEntries(Object.entries(sender.gaps).map(([gap, value]) => [gap, escapeHtml(value)]))
  const fill = cutForJson({
    subject: fillSlots(template.subject, sender.gaps),
    html: fillSlots(template.html, escaped),
    text: fillSlots(template.text, sender.gaps),
  })
  if (fillers.size >= MOST_REMEMBERED) fillers.clear()
  fillers.set(name, fill)
  return fill
}
