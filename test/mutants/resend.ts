// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

const accepted = 'src/mail/providers/resend/read-accepted.ts'
const webhook = 'src/mail/providers/resend/read-webhook.ts'
const outcome = 'src/mail/providers/resend/say-outcome.ts'

/** Resend's answers and events, as outcomes of ours. */
export const resend: Guard[] = [
  guard(
    'ids stay with their letters beside a refused one',
    accepted,
    '(refused.has(i) ? null : (accepted.shift() ?? null))',
    '(refused.has(i) ? null : (accepted[i] ?? null))',
    journeys('what-is-stored', 'beside one that was refused'),
  ),
  guard(
    'a bounce is for good only when it says so',
    webhook,
    "bounce?.toLowerCase() === 'permanent'",
    "bounce?.toLowerCase() !== 'transient'",
    unit('read-webhook'),
  ),
  guard(
    'in whatever case it says so',
    webhook,
    "bounce?.toLowerCase() === 'permanent'",
    "bounce === 'Permanent'",
    unit('read-webhook'),
  ),
  guard(
    'events must be signed',
    webhook,
    "throw problem('bad_signature', 'The signature of this event does not fit.')",
    'return JSON.parse(payload) as unknown',
    journeys('provider-events', 'is turned away'),
  ),
  guard(
    'a suppressed address is gone for good',
    webhook,
    "['email.suppressed', 'hard_bounce']",
    "['email.suppressed', 'soft_bounce']",
    unit('read-webhook'),
  ),
  guard(
    'too fast is a certain no',
    outcome,
    "statusCode === 429) return { outcome: 'retry', certain: true",
    "statusCode === 429) return { outcome: 'retry', certain: false",
    unit('say-outcome'),
  ),
  guard(
    'a used key means that it was accepted',
    outcome,
    "name === 'invalid_idempotent_request'",
    "name === 'nothing'",
    unit('say-outcome'),
  ),
  guard('a wrong key stops the sending', outcome, 'statusCode === 401 || ', '', unit('say-outcome')),
  guard(
    'a 500 is doubt, not refusal',
    outcome,
    'statusCode === 451',
    'statusCode === 451 || statusCode === 500',
    unit('say-outcome'),
  ),
  guard('retry-after is an hour at most', outcome, 'Math.min(seconds, 3600)', 'seconds', unit('say-outcome')),
  guard(
    'a batch is judged letter by letter',
    'src/mail/providers/resend/post.ts',
    "{ 'x-batch-validation': 'permissive' }",
    '{}',
    journeys('delivery-in-trouble', 'and the others have their lesson'),
  ),
]
