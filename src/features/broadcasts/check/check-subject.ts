import { type Finding, findingsAt } from './finding'

/** A phone shows about so many characters of a subject; what follows is cut. */
const SHOWN_ON_A_PHONE = 60

/** What makes a subject look like advertising, or like somebody else's letter. */
const CLICKBAIT = [
  'act now',
  'before it is too late',
  'click here',
  "don't miss",
  'last chance',
  'limited time',
  'once in a lifetime',
  'one simple trick',
  'only today',
  'shocking',
  'this one trick',
  'urgent',
  'what happened next',
  "you won't believe",
] as const

/** What a subject needs, and what it should not be. */
export function checkSubject(subject: string): Finding[] {
  const { blocks, warns } = findingsAt({ part: 'subject' })
  const words = subject.replace(/%%\w+%%/g, '').trim()
  if (words === '')
    return [blocks('no_subject', 'The letter has no subject yet. It is the first thing your readers see.')]
  const found: Finding[] = []
  if ([...words].length > SHOWN_ON_A_PHONE)
    found.push(
      warns(
        'subject_long',
        `The subject has ${[...words].length} characters. A phone shows about ${SHOWN_ON_A_PHONE} and cuts the rest.`,
      ),
    )
  if (shouts(words))
    found.push(
      warns(
        'subject_shouts',
        'The subject is loud: words in capitals, or several exclamation or question marks. Many mail programs take that for advertising.',
      ),
    )
  const bait = baitIn(words)
  if (bait)
    found.push(
      warns(
        'subject_clickbait',
        `“${bait}” in the subject sounds like advertising. Say what the letter is about, and it will be opened by those it is for.`,
      ),
    )
  return found
}

// One word in capitals may be a name; several, or most of a longer subject, are not.
function shouts(words: string): boolean {
  const letters = [...words].filter((sign) => sign.toLowerCase() !== sign.toUpperCase())
  const capitals = letters.filter((sign) => sign !== sign.toLowerCase()).length
  const loud = words.match(/(?<![\p{L}\p{N}])\p{Lu}{4,}(?![\p{L}\p{N}])/gu) ?? []
  return loud.length >= 2 || (letters.length >= 8 && capitals > letters.length * 0.6) || /[!?]\s*[!?]|!.*!/.test(words)
}

function baitIn(words: string): string | undefined {
  const plain = words.toLowerCase().replaceAll('’', "'")
  const reply = /^\s*(re|fwd?|aw)\s*:/i.exec(words)?.[0].trim()
  return reply ?? /[$£€]{2,}/.exec(words)?.[0] ?? CLICKBAIT.find((bait) => plain.includes(bait))
}
