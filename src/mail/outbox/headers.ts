/** Headers of a letter by name. */
export type Headers = Readonly<Record<string, string>>

/** A letter that answers a request says that it is automatic (RFC 3834). */
export const autoSubmitted = (): Headers => ({ 'Auto-Submitted': 'auto-generated' })

/** A letter of a list can be unsubscribed with one click in the mail program (RFC 2369, RFC 2919, RFC 8058). */
export const ofList = ({ listId, link }: { listId: string; link: (name: 'unsubscribeUrl') => string }): Headers => ({
  'List-Id': listId,
  'List-Unsubscribe': `<${link('unsubscribeUrl')}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})
