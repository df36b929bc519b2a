/** The words a person agreed to, under a version that goes into the ledger; a change of words is a new version. */
export type Wording = { version: string; words: string }

/** What the box on the landing page says. */
export function consentWording(senderName: string): Wording {
  return {
    version: '2026-11',
    words: `Yes, please send me the seven lessons and, after them, an occasional letter from ${senderName}. I can stop at any time with one press.`,
  }
}
