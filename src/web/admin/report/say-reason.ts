/**
 * Why a letter did not arrive, in plain words, from the code of the provider (resend.com/docs/webhooks/emails/bounced,
 * docs.aws.amazon.com/ses, "bounce object", whose codes Resend hands on).
 */
export function sayReason(problem: string): string {
  const known = KNOWN.find(([code]) => code.test(problem))
  return known ? known[1] : 'For a reason that Resend does not explain'
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(no ?email|general)$/i, 'There is no such mailbox, or it has been closed'],
  [/suppress|previous_(bounce|complaint)/i, 'It had come back or been complained of before, so Resend did not try'],
  [/mailbox ?full/i, 'The mailbox is full'],
  [/message ?too ?large/i, 'The letter was too large for the mailbox'],
  [/(content|attachment) ?rejected/i, 'The mailbox refused what the letter says'],
  [/quota/i, 'What your plan at Resend allows was used up'],
  [/gap|unfilled|content .* is missing/i, 'The letter could not be written, because a gap in it was not filled'],
  [/validation|invalid/i, 'Resend refused the address as not valid'],
]
