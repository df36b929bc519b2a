// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, guards, journeys } from './guard.ts'

/** Letters to everyone, and the alerts to the practitioner. */
export const broadcasts: Guard[] = [
  guard(
    'no letter to everyone is written for who rests',
    'src/features/broadcasts/fan-out.ts',
    ' and not ${isPaused(now)}',
    '',
    journeys('second-thoughts', 'then and after it is over'),
  ),
  guard(
    'no letter to everyone leaves to who rests',
    'src/features/broadcasts/letter.ts',
    ' and not ${isPaused(now)}',
    '',
    journeys('second-thoughts', 'written for her already'),
  ),
  guard(
    'a pause that is over keeps nothing away',
    'src/subscribers/active.ts',
    'coalesce(s.paused_until, 0) > ${now}',
    's.paused_until is not null',
    journeys('second-thoughts', 'though nobody ended it'),
  ),
  guard(
    'what is resumed counts from now',
    'src/features/broadcasts/hold.ts',
    'then max(scheduled_at, ${now}) else',
    'then scheduled_at else',
    journeys('second-thoughts', 'before it was written for anybody'),
  ),
  guard(
    'what is resumed still waits for its hour',
    'src/features/broadcasts/hold.ts',
    'then max(scheduled_at, ${now}) else',
    'then ${now} else',
    journeys('second-thoughts', 'before its hour'),
  ),
  guard(
    'a pause holds what waits',
    'src/features/broadcasts/hold.ts',
    '${NEVER} as due_at, null as expires_at from deliveries d where',
    '${NEVER} as due_at, null as expires_at from deliveries d where 0 and',
    journeys('second-thoughts', 'after it was written'),
  ),
  guard(
    'a letter to everyone waits for two days',
    'src/features/broadcasts/fan-out.ts',
    'HOLD_AFTER_MS = 48 *',
    'HOLD_AFTER_MS = 50 *',
    journeys('second-thoughts', 'two days'),
  ),
  guard(
    'and not for less',
    'src/features/broadcasts/fan-out.ts',
    'HOLD_AFTER_MS = 48 *',
    'HOLD_AFTER_MS = 46 *',
    journeys('second-thoughts', 'two days'),
  ),
  // Finding what is on its way and writing it each ask for the hour.
  guards(
    'it leaves at its hour',
    [
      ['src/features/broadcasts/fan-out.ts', ' and scheduled_at <= ${now}', ''],
      ['src/features/broadcasts/fan-out.ts', ' and b.scheduled_at <= ${now}', ''],
    ],
    journeys('keeping-watch', 'at its hour'),
  ),
  guard(
    'a gap that nobody fills is refused',
    'src/features/broadcasts/compose.ts',
    'if (!KNOWN.includes(gap))',
    'if (!KNOWN)',
    journeys('keeping-watch', 'may be written anew'),
  ),
  guard(
    'words on their way stand',
    'src/features/broadcasts/compose.ts',
    "where id = ${id} and status = 'draft'`",
    'where id = ${id}`',
    journeys('keeping-watch', 'may be written anew'),
  ),
  guard(
    'what is stopped is not taken up again',
    'src/features/broadcasts/hold.ts',
    "where id = ${id} and status = 'paused'`",
    "where id = ${id} and status in ('paused', 'stopped')`",
    journeys('keeping-watch', 'ends where she stops'),
  ),
  guard(
    'late is a quarter of an hour',
    'src/features/insights/overdue.ts',
    'OVERDUE_MS = 15 *',
    'OVERDUE_MS = 20 *',
    journeys('keeping-watch', 'of late letters'),
  ),
  guard(
    'an alert comes once a day',
    'src/features/insights/alerts.ts',
    'new Date(now).toISOString().slice(0, 10)',
    'new Date(now).toISOString().slice(0, 16)',
    journeys('keeping-watch', 'of late letters'),
  ),
  guard(
    'four bounces in a hundred',
    'src/features/insights/alerts.ts',
    'f.number * 25 > ',
    'f.number * 27 > ',
    journeys('keeping-watch', 'of bounces'),
  ),
  guard(
    'one complaint in a thousand',
    'src/features/insights/alerts.ts',
    'f.number * 1000 > ',
    'f.number * 10 > ',
    journeys('keeping-watch', 'of complaints'),
  ),
  guard(
    'silence is twenty letters',
    'src/features/insights/alerts.ts',
    'f.number >= 20',
    'f.number >= 19',
    journeys('keeping-watch', '19 letters'),
  ),
  guard(
    'a letter to everyone is on its way until all have left',
    'src/mail/outbox/still-to-leave.ts',
    'where o.settled_at is null and',
    'where false and',
    journeys('second-thoughts', 'turned away for now'),
  ),
]
