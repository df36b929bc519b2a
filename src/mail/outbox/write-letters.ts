import { problemOf } from '../../platform/isolate'
import { cutForJson, escapeHtml, fillSlots, type Gaps, gapsIn, type Template } from '../../platform/template'
import type { Signer } from '../../platform/tokens'
import type { Letter } from '../provider'
import type { Frozen } from './freeze'
import { tagOf } from './keys'
import type { FrozenLetter, Sender } from './letter'
import type { LetterKind, LinkTarget } from './letter-kind'
import type { TemplateContent } from './template-content'

/**
 * Writes out the letters of a frozen batch; the same input always gives the same letters. A letter that cannot be
 * filled is left out and named by its delivery, so that it fails alone.
 */
export function writeWhatFits(kind: LetterKind, frozen: Frozen, content: TemplateContent, signer: Signer) {
  const write = writerOf(kind, frozen, content, signer)
  const letters: Letter[] = []
  const problems = new Map<number, string>()
  for (const letter of frozen.letters) {
    try {
      letters.push(write(letter))
    } catch (error) {
      problems.set(letter.id, problemOf(error))
    }
  }
  const fitting = frozen.letters.filter(({ id }) => !problems.has(id))
  return { frozen: { ...frozen, letters: fitting }, letters, problems }
}

function writerOf(
  { source: { kind }, headers }: LetterKind,
  { sender, keyName, templates }: Frozen,
  content: TemplateContent,
  signer: Signer,
) {
  const { from, replyTo, siteUrl, listId } = sender
  const fillers: Filler[] = []
  const addressOf = ([purpose, ...numbers]: LinkTarget) =>
    `${siteUrl}/${purpose}/${signer.sign(purpose, numbers, keyName)}`
  return ({ key, to, template, gaps, links }: FrozenLetter): Letter => {
    const hash = templates[template] ?? ''
    const filler = fillers[template] ?? fillerOf(hash, sender, content.get(hash))
    fillers[template] = filler
    const addresses: Record<string, string> = {}
    const link = (name: string) => {
      const target = links[name]
      if (target) addresses[name] ??= addressOf(target)
      return addresses[name] ?? ''
    }
    // Signing is a good part of a letter's cost, so only links that occur in it are signed.
    for (const name in links) if (filler.gaps.has(name)) link(name)
    const filled = filler.fill({ ...gaps, ...addresses })
    return { tag: tagOf(key), kind, from, to, replyTo, ...filled, headers: headers({ listId, link }) }
  }
}

const MAX_REMEMBERED = 50
type Filler = { fill: (gaps: Gaps) => Template; gaps: ReadonlySet<string> }

const fillers = new Map<string, Filler>()

// Values that are the same for all readers are filled once and cached; only a reader's own are filled each time.
function fillerOf(hash: string, sender: Sender, template: Template | undefined): Filler {
  const name = `${hash} ${JSON.stringify(sender.gaps)}`
  const known = fillers.get(name)
  if (known) return known
  if (!template) throw new Error(`The content ${hash} of a letter is missing`)
  const escaped = Object.fromEntries(Object.entries(sender.gaps).map(([gap, value]) => [gap, escapeHtml(value)]))
  const open = {
    subject: fillSlots(template.subject, sender.gaps),
    html: fillSlots(template.html, escaped),
    text: fillSlots(template.text, sender.gaps),
  }
  const gaps = new Set([...gapsIn(open.subject), ...gapsIn(open.html), ...gapsIn(open.text)])
  const filler = { fill: cutForJson(open), gaps }
  if (fillers.size >= MAX_REMEMBERED) fillers.clear()
  fillers.set(name, filler)
  return filler
}
