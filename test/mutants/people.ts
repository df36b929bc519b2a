// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

/** Consent, its ledger, and the ways in and out. */
export const people: Guard[] = [
  guard(
    'the ledger is written',
    'src/subscribers/ledger.ts',
    'from subscribers s where ${who}',
    'from subscribers s where 0 and ${who}',
    journeys('consent-ledger'),
  ),
  guard(
    'leaving again writes no line',
    'src/subscribers/unsubscribe.ts',
    'note(db, here,',
    'note(db, sql`s.id = ${id}`,',
    journeys('consent-ledger', 'leaves'),
  ),
  guard(
    'a comeback ends the pause',
    'src/subscribers/confirm.ts',
    ', paused_until = null',
    '',
    journeys('second-thoughts', 'does not outlive'),
  ),
  guard(
    'nothing is deleted from the ledger',
    'migrations/0002_what_strangers_cannot_stop.sql',
    "BEFORE DELETE ON `consents`\nBEGIN\n\tSELECT RAISE(ABORT, 'the consent ledger is append-only')",
    'BEFORE DELETE ON `consents`\nBEGIN\n\tSELECT 1',
    journeys('consent-ledger', 'DELETE'),
  ),
  guard(
    'nothing is changed in the ledger',
    'migrations/0002_what_strangers_cannot_stop.sql',
    "BEFORE UPDATE ON `consents`\nBEGIN\n\tSELECT RAISE(ABORT, 'the consent ledger is append-only')",
    'BEFORE UPDATE ON `consents`\nBEGIN\n\tSELECT 1',
    journeys('consent-ledger', 'UPDATE'),
  ),
  guard(
    'a confirmation holds for thirty days',
    'src/subscribers/confirm.ts',
    '30 * 86_400_000',
    '32 * 86_400_000',
    journeys('signing-up', 'thirty days'),
  ),
  guard(
    'a network is hashed with our key',
    'src/platform/network.ts',
    '`network:${secret}`',
    "'network:'",
    journeys('consent-ledger', 'network'),
  ),
  guard(
    'a name has 60 letters',
    'src/subscribers/first-name.ts',
    'const MOST_LETTERS = 60',
    'const MOST_LETTERS = 61',
    unit('first-name'),
  ),
  guard(
    'an address is one line',
    'src/subscribers/address.ts',
    'const dots = local.startsWith',
    'const dots = false && local.startsWith',
    unit('address'),
  ),
]
