// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text

/** A guard of the outbox, the edits that take it out, and the tests that must notice (vitest's arguments). */
export type Guard = { name: string; edits: { file: string; from: string; to: string }[]; by: string[] }

const guard = (name: string, file: string, from: string, to: string, ...by: string[]): Guard => ({
  name,
  edits: [{ file: `src/${file}`, from, to }],
  by,
})

export const guards: Guard[] = [
  {
    name: "the claim's status condition",
    edits: [
      { file: 'src/delivery/plan.ts', from: "where status = 'queued' and due_at", to: 'where due_at' },
      { file: 'src/delivery/plan.ts', from: " and deliveries.status = 'queued'`", to: '`' },
    ],
    by: ['every-point', '-t', '250 readers'],
  },
  guard(
    "the dedupe key's on conflict",
    'delivery/enqueue.ts',
    'on conflict (dedupe_key) do nothing',
    "on conflict (dedupe_key) do update set status = 'queued', batch_id = null",
    'restore',
  ),
  guard("the lease's condition", 'delivery/take.ts', ' and coalesce(lease_until, 0) <= ${now}', '', 'any-order'),
  guard(
    'the same key on a retry',
    'delivery/send.ts',
    'office.postman.send(letters, ready.frozen.key)',
    'office.postman.send(letters, newKey())',
    'every-point',
    '-t',
    '250 readers',
  ),
  guard(
    'the frozen content on a retry',
    'delivery/send.ts',
    'held.frozen ? thaw(held.frozen) :',
    'held.frozen ? { ...freeze(composer, held.rows, office.sender, office.signer), frozen: { ...freeze(composer, held.rows, office.sender, office.signer).frozen, key: thaw(held.frozen).frozen.key } } :',
    'every-point',
    '-t',
    'unsubscribes',
  ),
  guard(
    "the freeze's count",
    'delivery/send.ts',
    'where ${mine} and ${unchanged} returning id',
    'where ${mine} returning id',
    'every-point',
    '-t',
    'unsubscribes',
  ),
  guard(
    "the enrolment's due condition",
    'courses/advance.ts',
    'where next_due_at <= ${now}',
    'where next_due_at is not null',
    'any-order',
  ),
  guard(
    "the fan-out's reached_id",
    'broadcasts/fan-out.ts',
    'where id > ${reached}',
    'where id > 0',
    'every-point',
    '-t',
    'broadcast to 350',
  ),
  {
    // Two locks on one door: planning and taking each ask whether the outbox rests.
    name: 'the rest of the outbox',
    edits: [
      {
        file: 'src/delivery/catch-up.ts',
        from: '(select 1 from outbox where paused',
        to: '(select 1 from outbox where 0 and paused',
      },
      { file: 'src/delivery/take.ts', from: '        and not ${mustWait(now)}', to: '' },
    ],
    by: ['doubt'],
  },
  guard(
    'the search that settles a doubt',
    'delivery/settle-doubt.ts',
    'await postman.findAccepted(tags, ticket.doubtSince ?? 0)',
    'new Map<string, string>()',
    'doubt',
  ),
  guard("the key's age", 'delivery/send.ts', '> KEY_TRUSTED_MS', '> 900 * KEY_TRUSTED_MS', 'doubt'),
  guard(
    'the recall',
    'delivery/recall.ts',
    'where ${which} and ${notYetFrozen}',
    'where 0 and ${which} and ${notYetFrozen}',
    'every-point',
    '-t',
    'unsubscribes',
  ),
  guard(
    'the sweep',
    'delivery/plan.ts',
    'where settled_at is null and next_try_at',
    'where 0 and next_try_at',
    'every-point',
    '-t',
    'confirms',
  ),
  guard('the doubt that a certain refusal leaves', 'delivery/split.ts', 'and ${doubtSince} is null', '', 'doubt'),
  guard("a lesson's day", 'courses/advance.ts', "or d.sent_at >= c.value ->> 'today'", '', 'any-order'),
  guard(
    'asking after a gap',
    'delivery/health.ts',
    'then coalesce(catch_up_since, last_tick_at)',
    'then null',
    'restore',
  ),
]
