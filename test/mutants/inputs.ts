// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { chaos, type Guard, guard, journeys, unit } from './guard.ts'

const catchUp = 'src/mail/reconciliation/catch-up.ts'
const forget = 'src/subscribers/forget-old.ts'
const secrets = 'src/platform/judge-secret.ts'
const signUp = 'src/web/visitor/read-sign-up.ts'

/** What strangers, settings and the provider may send, and what is forgotten of it. */
export const inputs: Guard[] = [
  guard(
    'a cut spares the character',
    'src/platform/whole-text.ts',
    '? most - 1 : most',
    '? most : most',
    unit('whole-text'),
  ),
  guard(
    'yes in JSON is consent',
    signUp,
    'given.consent === true || ',
    '',
    journeys('what-strangers-send', 'true is one'),
  ),
  guard(
    'a referrer loses its query',
    'src/platform/bare-address.ts',
    '[?#]',
    '[#]',
    journeys('what-strangers-send', 'where she came from'),
  ),
  guard(
    'what says nothing is not kept',
    'src/web/http/mount.ts',
    'if (!headers.has(name))',
    'if (false)',
    journeys('what-strangers-send', 'whether it may be kept'),
  ),
  guard(
    'a signed event that is no JSON is taken',
    'src/mail/providers/resend/read-webhook.ts',
    'if (error instanceof SyntaxError) return undefined',
    '',
    journeys('what-strangers-send', 'is no JSON'),
  ),
  guard('a placeholder counts for nothing', secrets, "secret.replace(PLACEHOLDER, '')", 'secret', unit('settings')),
  guard('a webhook secret of words is none', secrets, 'isText || ', '', unit('settings')),
  guard(
    'a public host is judged',
    'src/platform/config.ts',
    'if (!isLoopback(new URL(settings.PUBLIC_URL).hostname))',
    'if (false)',
    unit('settings'),
  ),
  guard(
    'a mail without an id may be one of ours',
    catchUp,
    'return unsure ? false : done(db)',
    'return done(db)',
    journeys('what-the-provider-says', 'without an id'),
  ),
  guard(
    'what is never said is waited for no longer than six hours',
    catchUp,
    'UNSAID_MS = 6 *',
    'UNSAID_MS = 600 *',
    chaos('restore', 'holds nothing for ever'),
  ),
  guard(
    'and not shorter either',
    catchUp,
    'return patient ? false : done(db)',
    'return done(db)',
    chaos('restore', 'with a full one nobody gets anything twice'),
  ),
  guard(
    'a key is looked at once',
    'src/mail/outbox/check-key.ts',
    'if (!isNew && !(keyProblem !== null && watches)) return',
    '',
    journeys('query-plans', 'nothing to do'),
  ),
  guard(
    'mail to the practitioner leaves while the provider is asked',
    'src/mail/outbox/plan.ts',
    "or kind = 'digest' and not ${isStoppedByProvider(now)}",
    '',
    journeys('what-the-provider-says', 'the practitioner hears at once'),
  ),
  guard(
    'a doubt that is never settled ends',
    'src/mail/outbox/settle-doubt.ts',
    'GIVE_UP_AFTER_MS = 48 *',
    'GIVE_UP_AFTER_MS = 4800 *',
    journeys('what-the-provider-says', 'restricted: it fails after two days'),
  ),
  guard(
    'who signs up again is not forgotten',
    forget,
    '      and not exists (select 1 from sign_ups u where u.subscriber_id = s.id and u.created_at >= ${before})\n',
    '',
    journeys('keeping-little', 'signs up again within the time'),
  ),
  guard(
    'who is in the ledger is not forgotten',
    forget,
    'and not exists (select 1 from consents c where c.subscriber_id = s.id) ',
    '',
    journeys('keeping-little', 'anything speaks for her'),
  ),
  guard(
    'a body goes before its event',
    'src/mail/reconciliation/forget-old.ts',
    'EVENT_BODY_DAYS = 7',
    'EVENT_BODY_DAYS = 90',
    journeys('keeping-little', 'loses its words after a week'),
  ),
  guard(
    'what cannot be forgotten stays alone',
    'src/jobs/housekeeping.ts',
    'return forgetOneByOne(db, old.people, now)',
    'return []',
    journeys('keeping-little', 'stops neither the mail'),
  ),
  guard(
    'other scripts are encoded in a header',
    'src/mail/phrase.ts',
    'if (/^[ -~]*$/.test(name))',
    'if (true)',
    unit('settings'),
  ),
]
