import { AUDIT_ACTIONS, type AuditAction } from '../../operators/audit'
import type { AuditEntry } from '../../operators/read-audit-log'

/** What was done, as a sentence without its subject: `Signed in with a passkey`. */
export function sayEntry(entry: AuditEntry): string {
  return isKnown(entry.action) ? SAY[entry.action](entry) : entry.action.replaceAll('_', ' ')
}

// An entry from a later version of the service, after a rollback.
const isKnown = (action: string): action is AuditAction => AUDIT_ACTIONS.some((known) => known === action)

const WAYS: Readonly<Record<string, string>> = {
  link: ' with a link',
  passkey: ' with a passkey',
  development: ' for development',
}

const WHEN: Readonly<Record<string, string>> = { now: 'at once', at: 'at a time', local: 'at their own hour' }

const SAY: Record<AuditAction, (entry: AuditEntry) => string> = {
  signed_in: ({ detail }) => `Signed in${WAYS[String(detail.way)] ?? ''}`,
  signed_out: () => 'Signed out',
  session_revoked: () => 'Signed another browser out',
  sessions_revoked: ({ detail }) => (detail.which === 'all' ? 'Signed out everywhere' : 'Signed out everywhere else'),
  passkey_added: ({ detail }) => `Added the passkey ${quoted(detail.name)}`,
  passkey_renamed: ({ detail }) => `Named a passkey ${quoted(detail.name)}`,
  passkey_removed: ({ detail }) => `Removed the passkey ${quoted(detail.name)}`,
  operator_added: ({ detail }) => `Added ${detail.email ?? 'somebody'} to the operators`,
  operator_removed: ({ operator }) => `Removed ${operator ?? 'somebody'} from the operators`,
  letter_begun: () => 'Began a letter',
  letter_changed: ({ detail }) => `Changed ${letter(detail.title)}`,
  letter_copied: ({ detail }) => `Copied ${letter(detail.title)}`,
  letter_deleted: ({ detail }) => `Deleted ${letter(detail.title)}`,
  letter_replies_noted: ({ detail }) => `Noted the replies to ${letter(detail.title)}`,
  letter_published: ({ detail }) => `Put ${letter(detail.title)} on the web`,
  letter_unpublished: ({ detail }) => `Took ${letter(detail.title)} off the web`,
  letter_restored: () => 'Brought a deleted letter back',
  letter_tested: ({ detail }) => `Sent a test of ${quoted(detail.title)} to ${detail.email ?? 'an operator'}`,
  claim_words_changed: ({ detail }) => `Changed the list of claims at ${quoted(detail.word)}`,
  audience_chosen: ({ detail }) => `Chose to whom ${letter(detail.title)} goes`,
  segment_saved: ({ detail }) => `Saved the group ${quoted(detail.name)}`,
  segment_renamed: ({ detail }) => `Named a group ${quoted(detail.name)}`,
  segment_deleted: ({ detail }) => `Deleted the group ${quoted(detail.name)}`,
  letter_scheduled: ({ detail }) =>
    `Sent ${letter(detail.title)} to ${detail.readers === 1 ? 'one reader' : `${detail.readers} readers`}, ${WHEN[String(detail.when)] ?? 'later'}`,
  letter_taken_back: ({ detail }) => `Took ${letter(detail.title)} back before it left`,
  letter_paused: ({ detail }) => `Paused ${letter(detail.title)}`,
  letter_resumed: ({ detail }) => `Let ${letter(detail.title)} go on`,
  letter_stopped: ({ detail }) => `Stopped ${letter(detail.title)}`,
  letter_released: ({ detail }) => `Let ${letter(detail.title)} leave after it was held`,
  letter_rewritten: ({ detail }) => `Stopped ${letter(detail.title)} to write it anew`,
  letter_again: ({ detail }) => `Began to send ${letter(detail.title)} again`,
}

const quoted = (text: unknown) => `“${String(text ?? '')}”`

const letter = (title: unknown) => (title ? `the letter ${quoted(title)}` : 'a letter without a subject')
