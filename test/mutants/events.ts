// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, guards, journeys, unit } from './guard.ts'

const move = 'src/mail/outbox/move-deliveries.ts'
const apply = 'src/mail/reconciliation/apply-events.ts'
const record = 'src/mail/reconciliation/record-events.ts'
const consume = 'src/jobs/consume-events.ts'
const webhook = 'src/web/webhooks/routes.ts'
const suppress = 'src/mail/suppressions/suppress.ts'
const anyOrder = journeys('events-in-any-order', 'in any order')

/** Events, from the webhook over the queue to the rows that they move. */
export const events: Guard[] = [
  guard(
    'an event keeps its earliest moment',
    move,
    'coalesce(min(${column}, ${moment}), ${column}, ${moment})',
    'coalesce(${column}, ${moment})',
    anyOrder,
  ),
  guard(
    'a later one does not take its place',
    move,
    'coalesce(min(${column}, ${moment}), ${column}, ${moment})',
    '${moment}',
    journeys('what-is-stored', 'the first of its kind'),
  ),
  guard(
    'the earliest of a batch is kept',
    move,
    '[column]: Math.min(before?.moments[column] ?? at, at)',
    '[column]: at',
    anyOrder,
  ),
  guard(
    'the strongest of a batch counts',
    move,
    'before && before.rank >= rank',
    'before && before.rank < rank',
    anyOrder,
  ),
  guard(
    'an event does not move when it was sent',
    move,
    "sent_at = coalesce(sent_at, ${at('earliest')})",
    "sent_at = ${at('earliest')}",
    journeys('what-is-stored', 'the first of its kind'),
  ),
  guard(
    'the first reason stays',
    move,
    "problem = coalesce(problem, j.value ->> 'reason')",
    "problem = coalesce(j.value ->> 'reason', problem)",
    journeys('what-is-stored', 'names its first reason'),
  ),
  guard(
    'a delivery moves forward only',
    move,
    "case when ${rankOf(sql`status`)} < (j.value ->> 'rank')",
    'case when 1',
    journeys('provider-events', 'whatever order'),
  ),
  guard(
    'no event comes from the future',
    move,
    'Math.min(event.at ?? now, now)',
    '(event.at ?? now)',
    journeys('what-strangers-send', 'is counted, and its moment is not'),
  ),
  guard(
    'no event is older than its delivery',
    move,
    "max(j.value ->> ${sql.raw(`'${name}'`)}, created_at)",
    "(j.value ->> ${sql.raw(`'${name}'`)})",
    anyOrder,
  ),
  guard(
    'an event is kept once',
    'src/mail/reconciliation/keep-events.ts',
    'on conflict (svix_id) do nothing',
    'on conflict (svix_id) do update set svix_id = excluded.svix_id || random()',
    journeys('what-is-stored', 'is kept once'),
  ),
  guard(
    'a complaint is not weakened',
    suppress,
    "where reason = 'soft_bounces' or excluded.reason = 'complaint'",
    'where true',
    journeys('second-thoughts', 'stays a complaint'),
  ),
  guard(
    'a complaint outweighs a bounce',
    suppress,
    " or excluded.reason = 'complaint'",
    '',
    journeys('second-thoughts', 'a complaint outweighs'),
  ),
  guard('three in a row, not two', apply, 'where 3 = (', 'where 2 <= (', journeys('provider-events', 'three in a row')),
  guard(
    'going on begins the count anew',
    apply,
    'and created_at > coalesce((select lifted_at from suppressions where email = r.address), 0)',
    '',
    journeys('second-thoughts', 'two soft bounces do nothing'),
  ),
  guard(
    'what came through in the end does not count',
    apply,
    'where soft_bounced_at is not null and delivered_at is null)',
    'where soft_bounced_at is not null)',
    journeys('provider-events', 'came through in the end'),
  ),
  guards(
    'a suppressed address takes back what waits',
    [
      [apply, '...(bounced && { recalledBounced: recallFrom(db, bounced, now) }),', ''],
      [apply, '...(complained && { recalledComplained: recallFrom(db, complained, now) }),', ''],
    ],
    journeys('provider-events', 'waiting is taken back'),
  ),
  guard(
    'a bounce takes back what waits, too',
    apply,
    '...(bounced && { recalledBounced: recallFrom(db, bounced, now) }),',
    '',
    anyOrder,
  ),
  guard(
    'a delivery that nobody knows is counted',
    record,
    '...(usable.length > 0 && { unknown: countUnknown(db, usable, kinds, now) }),',
    '',
    journeys('events-queue', 'told apart'),
  ),
  guard(
    'a confirmation that is forgotten is no fault',
    record,
    ".filter(([key = '']) => !sourceOf(kinds, key)?.mayBeForgotten)",
    '',
    journeys('events-queue', 'told apart'),
  ),
  guard(
    'an event that is refused does what it can',
    record,
    'await batch(db, { [name]: step })',
    '',
    journeys('one-row', 'does what it can'),
  ),
  guard(
    'an event that is refused is counted',
    record,
    'await recordFaults(db, [{ code, subject: item.svixId, problem }], now)',
    '',
    journeys('one-row', 'does what it can'),
  ),
  guard(
    'what is written down is not brought again',
    consume,
    'if (event && recorded.has(event)) message.ack()',
    'if (false) message.ack()',
    journeys('events-queue', 'written down when the queue brings it'),
  ),
  guard(
    'what is not written down is brought again',
    consume,
    'else message.retry(',
    'else message.ack(',
    journeys('events-queue', 'after growing pauses'),
  ),
  guard(
    'a database that is away is given time',
    consume,
    '5 * 2 ** (message.attempts - 1)',
    '5',
    journeys('events-queue', 'after growing pauses'),
  ),
  guard(
    'what is no event does not stop the others',
    consume,
    'if (data) return data',
    'return data as ProviderEvent',
    journeys('events-queue', 'is no event is kept'),
  ),
  guard(
    'dead events are written down, not only logged',
    'src/index.ts',
    '/-events(-dead)?$/',
    '/-events$/',
    journeys('events-queue', 'in the dead-letter queue'),
  ),
  guard(
    'an event that no queue takes is written down at once',
    webhook,
    'if (event && !(await enqueue(c.env, event)))',
    'if (event) await enqueue(c.env, event)\n    if (false)',
    journeys('events-queue', 'written down at once'),
  ),
  guard(
    'where the queue refuses, sign-ups come first',
    'src/platform/write-turns.ts',
    "whenCrowded === 'only_if_free' || ",
    '',
    unit('write-turns', 'only if the database is free'),
  ),
  guard(
    'what we know already leaves nothing behind',
    'src/mail/providers/resend/read-webhook.ts',
    "event.type === 'email.sent' ? null :",
    'false ? null :',
    unit('read-webhook', 'we know it already'),
  ),
]
