// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { chaos, type Guard, guard, guards, journeys } from './guard.ts'

/** Without these a letter could leave twice, or never: the harness of test/chaos must notice each. */
export const outbox: Guard[] = [
  guards(
    "the claim's status condition",
    [
      ['src/mail/outbox/plan.ts', "where status = 'queued' and due_at", 'where due_at'],
      ['src/mail/outbox/plan.ts', " and deliveries.status = 'queued'`", '`'],
    ],
    chaos('every-point', '15 readers'),
  ),
  guard(
    "the dedupe key's on conflict",
    'src/mail/outbox/enqueue.ts',
    'on conflict (dedupe_key) do nothing',
    "on conflict (dedupe_key) do update set status = 'queued', batch_id = null",
    chaos('restore'),
  ),
  guard(
    'no letter is frozen whose template the database has lost',
    'src/mail/outbox/send-batch.ts',
    ' and ${areStored(used)}',
    '',
    journeys('a-worker-dies', 'a template that it lost'),
  ),
  guard(
    "the lease's condition",
    'src/mail/outbox/lease.ts',
    ' and coalesce(lease_until, 0) <= ${now}',
    '',
    chaos('any-order'),
  ),
  guard(
    'the same key on a retry',
    'src/mail/outbox/send-batch.ts',
    'await provider.send(letters, frozen.key)',
    'await provider.send(letters, newKey())',
    chaos('every-point', '15 readers'),
  ),
  guard(
    'the frozen content on a retry',
    'src/mail/outbox/send-batch.ts',
    'return await sendFrozen(mailer, batchLease, frozen, writeLetters(mail.kind, frozen, content, signer))',
    'const again = freeze(letterKind, held.rows, mailer.sender, signer); const new_words = await findTemplateContent(db, again.frozen.templates, again.words); return await sendFrozen(mailer, batchLease, { ...again.frozen, key: frozen.key }, writeLetters(mail.kind, again.frozen, new_words, signer))',
    chaos('every-point', 'unsubscribes'),
  ),
  guard(
    "the freeze's count",
    'src/mail/outbox/send-batch.ts',
    'where ${mine} and ${unchanged} and ',
    'where ${mine} and ',
    chaos('every-point', 'unsubscribes'),
  ),
  guard(
    "the enrolment's due condition",
    'src/features/courses/advance.ts',
    'where next_due_at <= ${now}',
    'where next_due_at is not null',
    chaos('any-order'),
  ),
  guard(
    "the fan-out's reached_id",
    'src/features/broadcasts/fan-out.ts',
    'where id > ${reached}',
    'where id > 0',
    chaos('every-point', 'broadcast to 25'),
  ),
  // Planning and taking each ask whether the outbox rests.
  guards(
    'the rest of the outbox',
    [
      ['src/mail/outbox/paused.ts', '(select 1 from outbox where paused', '(select 1 from outbox where 0 and paused'],
      ['src/mail/outbox/lease.ts', '        and not ${mustWait(now)}', ''],
    ],
    chaos('doubt'),
  ),
  guard(
    'the search that settles a doubt',
    'src/mail/outbox/settle-doubt.ts',
    'await provider.findAccepted(tags, batchLease.doubtSince ?? 0)',
    '{ ids: new Map<string, string>(), unreadable: [] }',
    chaos('doubt'),
  ),
  guard("the key's age", 'src/mail/outbox/send-batch.ts', '> KEY_TRUSTED_MS', '> 900 * KEY_TRUSTED_MS', chaos('doubt')),
  guard(
    'the recall',
    'src/mail/outbox/recall.ts',
    'where ${which} and ${notYetFrozen}',
    'where 0 and ${which} and ${notYetFrozen}',
    chaos('every-point', 'unsubscribes'),
  ),
  guard(
    'the sweep',
    'src/mail/outbox/plan.ts',
    'where settled_at is null and next_try_at',
    'where 0 and next_try_at',
    chaos('every-point', 'confirms'),
  ),
  guard(
    'the doubt that a certain refusal leaves',
    'src/mail/outbox/split.ts',
    'and ${doubtSince} is null',
    '',
    chaos('doubt'),
  ),
  guard("a lesson's day", 'src/features/courses/one-a-day.ts', 'or d.sent_at >= c.today', '', chaos('any-order')),
  guard(
    'asking after a gap',
    'src/mail/outbox/health.ts',
    'then coalesce(catch_up_since, last_tick_at)',
    'then null',
    chaos('restore'),
  ),
]
