import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import { listClaimWords, putClaimWord, removeClaimWord } from '../../src/features/broadcasts/claim-words.ts'
import { emptyDoc } from '../../src/features/broadcasts/document/grammar.ts'
import {
  createDraft,
  deleteDraft,
  duplicateDraft,
  restoreDraft,
  saveDraft,
} from '../../src/features/broadcasts/draft.ts'
import { onTheirWay } from '../../src/features/broadcasts/fan-out.ts'
import { fanOutAlone } from '../../src/features/broadcasts/fan-out-alone.ts'
import { findBroadcast } from '../../src/features/broadcasts/find.ts'
import { listBroadcasts } from '../../src/features/broadcasts/list.ts'
import { sendTest } from '../../src/features/broadcasts/send-test.ts'
import { listPictures, missingPictures } from '../../src/features/media/list-pictures.ts'
import { storePicture } from '../../src/features/media/store-picture.ts'
import { usePictures } from '../../src/features/media/use-pictures.ts'
import { isolateBatch } from '../../src/mail/outbox/isolate-batch.ts'
import { catchUp } from '../../src/mail/reconciliation/catch-up.ts'
import { findByAddress } from '../../src/subscribers/find-by-address.ts'
import { undoOptOut } from '../../src/subscribers/opt-out.ts'
import { broadcasts } from './broadcasts.ts'
import { type AppWithDueReaders, readerOf } from './due-readers.ts'

/** A tick over rows that cannot be read or written: a zone, an enrolment, a lesson that lapsed, a delivery, a subscriber. */
export async function tickOverCorruptRows(app: AppWithDueReaders): Promise<void> {
  const { db } = await openContext()
  const idOf = (reader: number) => sql`(select id from subscribers where email = ${readerOf(reader)})`
  const [stuck] = await db.all<{ id: number }>(sql`select id from enrolments where subscriber_id = ${idOf(1)}`)
  await db.run(sql`update subscribers set time_zone = 'PST' where id in (${idOf(0)}, ${idOf(2)})`)
  await db.run(sql`
    insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, expires_at, created_at)
    values ('lapsed', 'lesson', 'three/1', 'enrolment', ${idOf(2)}, 1, 2, 1)`)
  await db.run(sql`
    insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, created_at)
    values ('waiting', 'confirm', 'confirm', 'confirmation', ${idOf(3)}, 1, 1)`)
  await refuse('stuck', 'update on enrolments', `old.id = ${stuck?.id}`)
  await refuse('unclaimed', 'update of status on deliveries', `old.kind <> 'digest'`)
  await refuse('kept', 'delete on subscribers', 'old.id < 10')
  await db.run(sql`
    insert into subscribers (id, email, time_zone, send_hour, created_at) values (1, 'old@x.test', 'UTC', 7, 1)`)
  await db.run(sql`update outbox set watched_at = 0, key_name = null`)
  await app.tick()
  for (const name of ['stuck', 'unclaimed', 'kept']) await db.run(sql.raw(`drop trigger ${name}`))
}

/** Letters whose template, or whose recipient, does not exist. */
export async function sendUnfillable(app: AppWithDueReaders): Promise<void> {
  const { db } = await openContext()
  await askForNobody()
  await db.run(sql`
    insert into deliveries (dedupe_key, kind, template, source_kind, subscriber_id, due_at, created_at)
    select 'unfillable', 'lesson', 'nowhere/1', 'enrolment', id, 1, 1 from subscribers where email = ${readerOf(4)}`)
  await app.tick()
}

/** Two links to sign in, one for the operator of an address and one for an operator who is not in the database. */
export async function askForNobody(): Promise<void> {
  const { db, clock } = await openContext()
  const now = clock.now()
  await db.run(
    sql`insert into operators (id, email, source, added_at) values (71, 'present@operator.test', 'pages', ${now})`,
  )
  await db.run(sql`
    insert into sign_in_links (id, operator_id, reason, created_at, expires_at, known)
    select value, 71, 'sign_in', ${now}, ${now + 86_400_000}, 1 from json_each('[71,72]')`)
  await db.run(sql`
    insert into deliveries (dedupe_key, kind, template, source_kind, source_id, operator_id, due_at, created_at)
    select 'signin/' || value, 'signin', 'signIn', 'sign_in_link', value, value, ${now}, ${now} from json_each('[71,72]')`)
}

/** What is asked of a broadcast, a batch and the provider's list only when something is wrong with them, or by hand. */
export async function workByHand(app: AppWithDueReaders): Promise<void> {
  const { db, clock, mailer, audienceTerms } = await openContext()
  const id = await broadcasts.draft()
  await broadcasts.change(id, { subject: 'Another' })
  await broadcasts.schedule(id)
  await refuse('unwritable', 'insert on deliveries', `new.kind = 'broadcast'`)
  for (const one of await onTheirWay(db, clock.now())) await fanOutAlone(db, one, audienceTerms, clock.now())
  await isolateBatch(db, { id: 'none', kind: 'lesson' }, { problem: 'corrupt', certain: true }, clock.now())
  await db.run(sql`update outbox set catch_up_since = 1`)
  const endless = { mails: [], next: 'another' }
  await catchUp({ ...mailer, provider: { ...mailer.provider, listAccepted: async () => endless } }, clock.now(), 1)
  await undoOptOut(db, 'nobody')
  await app.fetch('/healthz')
  await app.clock.set('2026-03-01T00:00:00Z')
}

/** A picture that is kept, found, used in a letter, and then in none. */
export async function keepAndForgetPictures(): Promise<void> {
  const { db, clock, env: bindings } = await openContext()
  const picture = {
    key: `${'a'.repeat(32)}.png`,
    bytes: new Uint8Array(8),
    width: 1,
    height: 1,
    alt: '',
    operatorId: 1,
  }
  await storePicture({ db, bucket: bindings.MEDIA }, picture, clock.now())
  await usePictures(db, [{ key: picture.key, alt: 'A hand' }], clock.now())
  await listPictures(db)
  await missingPictures(db, [picture.key])
}

/** A draft that is written, saved, copied, deleted and brought back; the lists that it is in. */
export async function writeDrafts(): Promise<void> {
  const { db, clock, frame } = await openContext()
  const now = clock.now()
  const draft = { subject: 'A walk', preheader: '', doc: emptyDoc }
  const id = await createDraft(db, draft, now)
  await saveDraft(db, id, { ...draft, subject: 'Another' }, 1, now)
  await duplicateDraft(db, id, now)
  await findBroadcast(db, id)
  await listBroadcasts(db, { of: 'drafts', at: now, id: 1 }, 1)
  await listBroadcasts(db, { of: 'others', at: now, id: 1 }, 1)
  await listBroadcasts(db, null, 1)
  await deleteDraft(db, id, now)
  await restoreDraft(db, id)
  await putClaimWord(db, { word: 'wonder*', milder: 'a help' }, now)
  await removeClaimWord(db, 'wonder*', now)
  await listClaimWords(db)
  await findByAddress(db, 'nobody@reader.test')
  const content = { subject: 'A walk', preheader: '', html: '', text: '' }
  const actor = { operatorId: 1, email: '', device: '', network: null }
  await sendTest(db, { id, content, frame }, actor, 'a-test', now)
}

const openContext = () => composeContext()(env as unknown as Bindings)

async function refuse(name: string, event: string, condition: string): Promise<void> {
  const { db } = await openContext()
  await db.run(
    sql.raw(`create trigger ${name} before ${event} when ${condition} begin select raise(abort, 'refused'); end`),
  )
}
