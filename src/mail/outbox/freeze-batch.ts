import { sql } from 'drizzle-orm'
import { batch } from '../../platform/batch'
import { int, text } from '../../platform/columns'
import { type Fault, noteFaults, recordFaults } from '../../platform/faults'
import { returning } from '../../platform/query'
import type { Letter } from '../provider'
import type { BatchLease } from './batch-lease'
import { type Frozen, freeze, type Unfit } from './freeze'
import type { LeasedBatch } from './lease'
import type { DueLetter, LetterKind } from './letter-kind'
import type { Mailer } from './mailer'
import { areStored, findTemplateContent, storeTemplateContent } from './template-content'
import { writeWhatFits } from './write-letters'

/**
 * Writes down what will be sent before anything is sent. If a letter was recalled since the rows were read, nothing is
 * frozen and the batch is released for another try. A delivery that cannot become a letter fails alone and is counted.
 */
export async function freezeBatch(
  mailer: Mailer,
  letterKind: LetterKind,
  { id, lease }: BatchLease,
  leased: LeasedBatch,
): Promise<{ frozen: Frozen; letters: Letter[] } | 'changed' | 'empty'> {
  const { db, clock, sender, signer, seenStored } = mailer
  const now = clock.now()
  const drafted = freeze(letterKind, leased.rows, sender, signer)
  const content = await findTemplateContent(db, drafted.frozen.templates, drafted.content)
  const { frozen, letters, problems } = writeWhatFits(letterKind, drafted.frozen, content, signer)
  const unfit = [...drafted.unfit, ...unfilled(leased.rows, drafted.frozen, problems)]
  const read = JSON.stringify(leased.rows.map((row) => row.id))
  const unchanged = sql`(select count(*) from deliveries where batch_id = ${id} and status = 'claimed') = ${letters.length}`
  const mine = sql`id = ${id} and lease = ${lease} and settled_at is null and frozen is null`
  const empty = letters.length === 0
  const closed = sql`settled_at = ${now}, lease = null, lease_until = null`
  const failed = JSON.stringify(unfit.map((one) => [one.id, one.problem, one.unfilled]))
  const failUnfit = db.run(sql`
    update deliveries set status = 'failed', failed_at = ${now}, problem = j.value ->> 1, unfilled = j.value ->> 2
    from json_each(${failed}) j where deliveries.id = j.value ->> 0 and status = 'claimed' and batch_id = ${id}
      and exists (select 1 from batches where ${mine})`)
  const unstored = new Map([...drafted.content].filter(([hash]) => !seenStored.has(hash)))
  const used = [...new Set(frozen.letters.map(({ template }) => frozen.templates[template] ?? ''))]
  const freezeIt = sql`
    update batches set refused = refused + ${unfit.length},
      ${empty ? closed : sql`frozen = ${JSON.stringify(frozen)}, doubt_since = ${now}`}
    where ${mine} and ${unchanged} and ${areStored(used)}`
  const failLost = sql`
    update deliveries set status = 'failed', failed_at = ${now}, problem = 'no_recipient'
    where exists (select 1 from batches where ${mine}) and batch_id = ${id} and status = 'claimed'
      and id not in (select value from json_each(${read}))`
  const { done } = await batch(db, {
    ...(unfit.length > 0 ? { failed: failUnfit, counted: recordFaults(db, faultsOf(unfit), now) } : {}),
    ...(unstored.size > 0 ? { content: storeTemplateContent(db, unstored, now) } : {}),
    done: returning(db, freezeIt, { id: text }),
  })
  if (done.length === 0) {
    // A row without a recipient may be the reason.
    const { lost } = await batch(db, {
      lost: returning(db, failLost, { id: int }),
      let: db.run(sql`update batches set lease = null, lease_until = null, next_try_at = ${now} where ${mine}`),
    })
    await noteFaults(db, lost.map(lostOne), now)
    seenStored.clear() // the database may have been restored from before
    return 'changed'
  }
  for (const hash of drafted.content.keys()) seenStored.add(hash)
  return empty ? 'empty' : { frozen, letters }
}

function unfilled(rows: readonly DueLetter[], { templates, letters }: Frozen, problems: ReadonlyMap<number, string>) {
  const hashOf = new Map(letters.map(({ id, template }) => [id, templates[template] ?? '']))
  return rows.flatMap(({ id, template }): Unfit[] => {
    const problem = problems.get(id)
    return problem === undefined ? [] : [{ id, template, problem, unfilled: hashOf.get(id) ?? '' }]
  })
}

// A delivery that names nobody can be loaded by no kind.
const lostOne = ({ id }: { id: number }): Fault => ({ code: 'letter', subject: id, problem: 'no_recipient' })

// One fault a template, not one a reader: a broadcast may have a hundred thousand.
function faultsOf(unfit: readonly Unfit[]): Fault[] {
  const ofTemplates = unfit.filter(({ unfilled }) => unfilled !== null)
  const byTemplate = new Map(ofTemplates.map(({ template, problem }) => [template, problem]))
  return [
    ...[...byTemplate].map(([subject, problem]) => ({ code: 'template', subject, problem }) as const),
    ...unfit.flatMap(({ id, problem, unfilled }) =>
      unfilled === null ? [{ code: 'letter', subject: id, problem } as const] : [],
    ),
  ]
}
