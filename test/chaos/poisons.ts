import { type SQL, sql } from 'drizzle-orm'

/** One row made unreadable, unwritable or senseless: `id` is the subscriber's, `enrolment` the enrolment's. */
export type Poison = {
  what: string
  /** The statements that poison it, at the moment `when`. */
  spoil: (her: { id: number; enrolment: number; broadcast: number }) => SQL[]
  /** Before the tick that finds the reader due, or after that tick and before its batches are sent. */
  when: 'before the tick' | 'before sending'
  /** The fault that must be counted; null where only the spelling of the row is wrong. */
  fault: string | null
  /** Whether the reader still gets the lesson and the broadcast. */
  sheGets: 'everything' | 'the broadcast' | 'the lesson' | 'nothing'
}

const inTick = { when: 'before the tick' } as const
const inSending = { when: 'before sending' } as const

const refuse = (name: string, event: string, condition: string) =>
  sql.raw(
    `create trigger ${name} before ${event} when ${condition} begin select raise(abort, 'this row cannot be written'); end`,
  )

/** Every kind of row that a tick or a sender reads for all, each spoiled in the ways that a hand or a fault can. */
export const poisons: Poison[] = [
  {
    what: 'a zone that the clock does not know',
    spoil: ({ id }) => [sql`update subscribers set time_zone = 'PST' where id = ${id}`],
    fault: 'time_zone',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a zone that is nothing',
    spoil: ({ id }) => [sql`update subscribers set time_zone = '' where id = ${id}`],
    fault: 'time_zone',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a zone in bytes',
    spoil: ({ id }) => [sql`update subscribers set time_zone = x'ff00ff' where id = ${id}`],
    fault: 'time_zone',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a zone that is no text',
    spoil: ({ id }) => [sql`update subscribers set time_zone = cast(x'ff00ff' as text) where id = ${id}`],
    fault: 'enrolment',
    sheGets: 'the broadcast',
    ...inTick,
  },
  {
    what: 'a pause until no moment, over a lesson that lapsed',
    spoil: ({ id, enrolment }) => [
      sql`update subscribers set paused_until = 'soon' where id = ${id}`,
      sql`insert into deliveries (dedupe_key, kind, template, source_kind, source_id, part, subscriber_id, due_at, expires_at, created_at)
        values (${`enrolment/${enrolment}/lesson/1`}, 'lesson', 'three/1', 'enrolment', ${enrolment}, 1, ${id}, 1, 2, 1)`,
    ],
    fault: null,
    sheGets: 'nothing',
    ...inTick,
  },
  {
    what: 'a lesson that lapsed and cannot be given another hour',
    spoil: ({ id, enrolment }) => [
      sql`insert into deliveries (dedupe_key, kind, template, source_kind, source_id, part, subscriber_id, due_at, expires_at, created_at)
        values (${`enrolment/${enrolment}/lesson/1`}, 'lesson', 'three/1', 'enrolment', ${enrolment}, 1, ${id}, 1, 2, 1)`,
      refuse('no_hour', 'update of due_at on deliveries', `old.dedupe_key = 'enrolment/${enrolment}/lesson/1'`),
    ],
    fault: 'letter',
    sheGets: 'the broadcast',
    ...inTick,
  },
  {
    what: 'an enrolment behind the end of its course',
    spoil: ({ enrolment }) => [sql`update enrolments set next_lesson = lessons + 1 where id = ${enrolment}`],
    fault: 'enrolment',
    sheGets: 'the broadcast',
    ...inTick,
  },
  {
    what: 'an enrolment that cannot be written',
    spoil: ({ enrolment }) => [refuse('stuck', 'update on enrolments', `old.id = ${enrolment}`)],
    fault: 'enrolment',
    sheGets: 'the broadcast',
    ...inTick,
  },
  {
    what: 'a course named like what every object inherits',
    spoil: ({ enrolment }) => [sql`update enrolments set course = 'constructor' where id = ${enrolment}`],
    fault: 'template',
    sheGets: 'the broadcast',
    ...inTick,
  },
  {
    what: 'a delivery that cannot be inserted',
    spoil: ({ id }) => [refuse('no_room', 'insert on deliveries', `new.subscriber_id = ${id}`)],
    fault: 'broadcast',
    sheGets: 'nothing',
    ...inTick,
  },
  {
    what: 'a name in bytes',
    spoil: ({ id }) => [sql`update subscribers set first_name = x'ff00ff' where id = ${id}`],
    fault: 'letter',
    sheGets: 'nothing',
    ...inTick,
  },
  {
    what: 'a name that is no text',
    spoil: ({ id }) => [sql`update subscribers set first_name = cast(x'ff00ff' as text) where id = ${id}`],
    fault: 'batch',
    sheGets: 'nothing',
    ...inTick,
  },
  {
    what: 'an address in bytes',
    spoil: ({ id }) => [sql`update subscribers set email = cast('a@b' as blob) where id = ${id}`],
    fault: 'letter',
    sheGets: 'nothing',
    ...inTick,
  },
  {
    what: 'a link to sign in, to a reader',
    spoil: ({ id }) => [
      sql`insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, created_at)
        values ('signin/1', 'signin', 'signin', 'signin', ${id}, 1, 1)`,
    ],
    fault: null,
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a confirmation to nobody',
    spoil: () => [
      sql`insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, created_at)
        values ('confirmation/1/x', 'confirm', 'confirm', 'sign_up', 1, 1, 1)`,
    ],
    fault: null,
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'an alert of a cause that does not exist',
    spoil: () => [
      sql`insert into alerts (id, cause, day, number, raised_at) values (1, 'constructor', 'x', 3, 1)`,
      sql`insert into deliveries (dedupe_key, kind, template, source_kind, source_id, operator_id, due_at, created_at)
        values ('alert/x', 'digest', 'alert', 'alert', 1, (select id from operators), 1, 1)`,
    ],
    fault: 'template',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'an alert to an operator who is none',
    spoil: () => [
      sql`insert into deliveries (dedupe_key, kind, template, source_kind, operator_id, due_at, created_at)
        values ('alert/y', 'digest', 'alert', 'alert', 1, 1, 1)`,
    ],
    fault: null,
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a delivery that cannot be claimed',
    spoil: ({ id }) => [
      sql`insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, created_at)
        values ('confirmation/2/x', 'confirm', 'confirm', 'sign_up', ${id}, 1, 1)`,
      refuse('unclaimed', 'update of status on deliveries', `old.dedupe_key = 'confirmation/2/x'`),
    ],
    fault: 'letter',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'another broadcast whose words are gone',
    spoil: () => [
      sql`insert into broadcasts (id, status, subject, preheader, html, text, template_hash, audience, scheduled_at, created_at, updated_at)
        values (7, 'scheduled', 's', 'p', 'h', 't', 'gone', '{"course":"any"}', 1772434799000, 1, 1)`,
    ],
    fault: 'template',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'another broadcast with a gap that cannot be filled',
    spoil: () => [
      sql`insert into templates (hash, subject, html, text, created_at) values ('broken', '%%subject%%', '%%nothing%%', '', 1)`,
      sql`insert into broadcasts (id, status, subject, preheader, html, text, template_hash, audience, scheduled_at, created_at, updated_at)
        values (7, 'scheduled', 's', 'p', 'h', 't', 'broken', '{"course":"any"}', 1772434799000, 1, 1)`,
    ],
    fault: 'template',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'another broadcast that cannot be written',
    spoil: () => [
      sql`insert into broadcasts (id, status, subject, preheader, html, text, template_hash, audience, scheduled_at, created_at, updated_at)
        values (7, 'scheduled', 's', 'p', 'h', 't', 'gone', '{"course":"any"}', 1772434799000, 1, 1)`,
      refuse('unwritable', 'insert on deliveries', `new.dedupe_key like 'broadcast/7/%'`),
    ],
    fault: 'broadcast',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a template in bytes',
    spoil: ({ id }) => [
      sql`update deliveries set template = x'ff00ff' where subscriber_id = ${id} and kind = 'lesson'`,
    ],
    fault: 'letter',
    sheGets: 'the broadcast',
    ...inSending,
  },
  {
    what: 'a key that breaks the request',
    spoil: ({ id }) => [sql`update deliveries set dedupe_key = 'a"b' where subscriber_id = ${id} and kind = 'lesson'`],
    fault: null,
    sheGets: 'the broadcast',
    ...inSending,
  },
  {
    what: 'a batch without deliveries',
    spoil: () => [sql`insert into batches (id, kind, created_at, next_try_at) values ('empty', 'lesson', 1, 1)`],
    fault: null,
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a batch whose frozen content is not JSON',
    spoil: () => [
      sql`insert into batches (id, kind, created_at, next_try_at, frozen) values ('torn', 'lesson', 1, 1, '{')`,
    ],
    fault: 'batch',
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a batch of a kind that nobody writes',
    spoil: () => [sql`insert into batches (id, kind, created_at, next_try_at) values ('odd', 'signin', 1, 1)`],
    fault: null,
    sheGets: 'everything',
    ...inTick,
  },
  {
    what: 'a delivery that cannot be marked as sent',
    spoil: ({ id }) => [
      refuse('unmarked', 'update of sent_at on deliveries', `old.subscriber_id = ${id} and old.kind = 'lesson'`),
    ],
    fault: 'letter',
    sheGets: 'everything',
    ...inSending,
  },
]
