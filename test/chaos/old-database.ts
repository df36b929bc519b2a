import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { root } from '../../scripts/support/bin.ts'
import { STATUSES } from '../../src/mail/outbox/schema'

/** When the reader of each status had the lesson before, and when the next one is due. */
export const MONDAY = Date.parse('2026-03-02T07:00:00Z')
export const TUESDAY = Date.parse('2026-03-03T07:00:00Z')

/** The reader whose lesson 2 has this status in the old database; the enrolment is 500 more. */
export const readerWith = (status: (typeof STATUSES)[number]) => 1 + STATUSES.indexOf(status)

/** Ids that were made before the sign-up of the reader who has just confirmed. */
export const SIGN_UP = 9_007_199_254_740_991

/** A database as it was at the migration 0005: rows of every kind and status, and a broadcast that is half out. */
export async function fillOldDatabase(url: string): Promise<void> {
  await migrateUntil(url, '0006')
  const db = drizzle({ connection: { url } })
  const moment = (status: string) => (['queued', 'claimed'].includes(status) ? null : `${status}_at`)
  for (const status of STATUSES) {
    const id = readerWith(status)
    const own = moment(status)
    await db.run(sql`
      insert into subscribers (id, email, first_name, time_zone, send_hour, created_at, confirmed_at)
      values (${id}, ${`${status}@reader.test`}, 'Anna', 'UTC', 7, 1, 1)`)
    await db.run(sql`
      insert into enrolments (id, subscriber_id, course, lessons, next_lesson, next_due_at, started_at)
      values (${500 + id}, ${id}, 'three', 3, 3, ${TUESDAY}, 1)`)
    for (const lesson of [1, 2]) {
      const sent = lesson === 1 || !['queued', 'claimed', 'failed', 'cancelled'].includes(status)
      await db.run(sql`
        insert into deliveries (dedupe_key, kind, template, recipient_id, status, due_at, expires_at, batch_id, created_at, sent_at, provider_id)
        values (${`enrolment/${500 + id}/lesson/${lesson}`}, 'lesson', ${lesson === 1 && id === 1 ? 'recovered' : `three/${lesson}`}, ${id},
          ${lesson === 1 ? 'sent' : status}, ${MONDAY}, ${MONDAY + 86_400_000 + 60_000}, ${lesson === 2 && status === 'claimed' ? 'claimed' : null},
          ${MONDAY}, ${sent ? MONDAY - (2 - lesson) * 86_400_000 : null}, ${sent ? `mail-${id}-${lesson}` : null})`)
      if (own && lesson === 2)
        await db.run(
          sql`update deliveries set ${sql.raw(own)} = ${MONDAY} where recipient_id = ${id} and template = 'three/2'`,
        )
    }
  }
  for (const statement of THE_REST) await db.run(statement)
  db.$client.close()
}

const FROZEN = {
  key: 'the-key-of-monday',
  keyName: 'another',
  sender: {
    from: '"Maren Holt" <maren@holt-practice.example>',
    replyTo: 'maren@holt-practice.example',
    siteUrl: 'http://localhost',
    listId: '"Maren Holt" <letters.localhost>',
    gaps: {},
  },
  templates: ['hash77'],
  letters: [
    {
      id: 9001,
      key: 'broadcast/77/2',
      to: 'claimed@reader.test',
      dueAt: TUESDAY - 60_000,
      template: 0,
      gaps: { commaName: ', Anna' },
      links: { unsubscribeUrl: ['unsubscribe', 2] },
    },
  ],
}

const THE_REST = [
  sql`insert into batches (id, kind, created_at, next_try_at) values ('claimed', 'lesson', ${MONDAY}, ${TUESDAY - 3_600_000})`,
  sql`insert into subscribers (id, email, time_zone, send_hour, created_at) values (100, 'asked@reader.test', 'UTC', 7, ${MONDAY})`,
  sql`insert into sign_ups (id, subscriber_id, created_at, letter_at, mailbox, first_name, wording_version, wording, page)
    values (${SIGN_UP}, 100, ${MONDAY}, ${MONDAY}, 'asked@reader.test', '', '1', 'w', '/')`,
  sql`insert into deliveries (dedupe_key, kind, template, recipient_id, status, due_at, created_at, sent_at) values
    ('confirmation/100/x', 'confirm', 'confirm', 100, 'delivered', ${MONDAY}, ${MONDAY}, ${MONDAY}),
    ('confirmation/1/y', 'confirm', 'alreadyReading', 1, 'sent', 1, 1, 1)`,
  sql`insert into templates (hash, subject, html, text, created_at)
    values ('hash77', 'News%%commaName%%', '<a href="%%unsubscribeUrl%%">Leave</a>', '%%unsubscribeUrl%%', 1)`,
  sql`insert into broadcasts (id, status, subject, preheader, html, text, words, scheduled_at, reached_id, fanned_out_at, created_at, updated_at)
    values (77, 'sending', 'News', 'p', 'h', 't', 'hash77', ${TUESDAY - 60_000}, 3, ${TUESDAY - 60_000}, 1, 1)`,
  sql`insert into broadcasts (id, subject, preheader, html, text, created_at, updated_at) values (78, 'Draft', 'p', 'h', 't', 1, 1)`,
  sql`insert into batches (id, kind, created_at, next_try_at, frozen, doubt_since, attempts)
    values ('frozen', 'broadcast', ${TUESDAY - 60_000}, ${TUESDAY}, ${JSON.stringify(FROZEN)}, ${TUESDAY - 60_000}, 1)`,
  sql`insert into deliveries (id, dedupe_key, kind, template, recipient_id, status, due_at, expires_at, batch_id, created_at, sent_at) values
    (9000, 'broadcast/77/1', 'broadcast', 'words/hash77', 1, 'queued', ${TUESDAY - 60_000}, ${TUESDAY + 86_400_000}, null, 1, null),
    (9001, 'broadcast/77/2', 'broadcast', 'words/hash77', 2, 'claimed', ${TUESDAY - 60_000}, ${TUESDAY + 86_400_000}, 'frozen', 1, null),
    (9002, 'broadcast/77/3', 'broadcast', 'words/hash77', 3, 'sent', ${TUESDAY - 60_000}, ${TUESDAY + 86_400_000}, 'before', 1, ${TUESDAY - 60_000})`,
  sql`insert into deliveries (dedupe_key, kind, template, recipient_id, status, due_at, created_at, sent_at) values
    ('alert/overdue/2026-03-02/0', 'digest', 'alert/overdue/12', 0, 'sent', ${MONDAY}, ${MONDAY}, ${MONDAY}),
    ('alert/overdue/2026-03-02/1', 'digest', 'alert/overdue/12', 1, 'queued', ${MONDAY}, ${MONDAY}, null),
    ('alert/quota/2026-03-01/0', 'digest', 'alert/quota/0', 0, 'failed', 1, 1, null)`,
  sql`insert into reports (svix_id, type, body, received_at) values ('msg_1', 'email.delivered', '{}', ${MONDAY})`,
]

/** Brings an empty database to where it was before a migration. */
async function migrateUntil(url: string, before: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'galea-migrations-'))
  await cp(join(root, 'migrations'), folder, { recursive: true })
  const journal = join(folder, 'meta/_journal.json')
  const all = JSON.parse(await readFile(journal, 'utf8'))
  const entries = all.entries.filter(({ tag }: { tag: string }) => tag < before)
  await writeFile(journal, JSON.stringify({ ...all, entries }))
  const db = drizzle({ connection: { url } })
  await migrate(db, { migrationsFolder: folder })
  db.$client.close()
  await rm(folder, { recursive: true })
}
