import { sql } from 'drizzle-orm'

/** The parts of a broadcast that tries two subjects: the first, and the second. */
export const PART_A = 1
export const PART_B = 2

/** The place of a subscriber `s` in a test of the broadcast `b`, from 0 to 999: the same whenever it is asked. */
const PLACE = '((s.id % 1000003 * 48271 + b.id % 1000003) % 1000)'

/** The broadcast `b` tries two subjects and nothing is decided yet. */
export const isTesting = sql`exists (select 1 from subject_tests t where t.broadcast_id = b.id and t.winner is null)`

/** Everyone of the test of the broadcast `b` has a letter, and nothing is decided yet. */
export const isTested = sql`exists (
  select 1 from subject_tests t where t.broadcast_id = b.id and t.tested_at is not null and t.winner is null)`

/** A subscriber `s` gets a letter of the broadcast `b` now, with its test `t` if it has one: in the test, or after it. */
export const isTheirTurn = sql.raw(`(t.broadcast_id is null or t.winner is not null or ${PLACE} < t.share * 10)`)

/** Which part of the test `t` of the broadcast `b` a subscriber `s` is in; null when there is none any more. */
export const partOf = sql.raw(
  `case when t.broadcast_id is not null and t.winner is null then ${PART_A} + ${PLACE} % 2 end`,
)

/** The template of a letter of the broadcast `b` to the subscriber `s`, with its test `t`. */
export const templateOf = sql.raw(
  `case when t.winner = 'b' or t.broadcast_id is not null and t.winner is null and ${PLACE} % 2 = 1 then t.template_hash else b.template_hash end`,
)
