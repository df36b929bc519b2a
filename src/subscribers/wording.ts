/** The wording a person agreed to, under a version that goes into the ledger; a change of it is a new version. */
export type Wording = { version: string; words: string }

/** The text at the checkbox on the landing page. */
export function consentWording(senderName: string): Wording {
  return {
    version: '2026-11',
    words: `Yes, please send me the seven lessons and, after them, an occasional letter from ${senderName}. I can stop at any time with one press.`,
  }
}
