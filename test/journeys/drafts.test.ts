import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import * as words from '#letters'
import { composeContext } from '../../src/composition.ts'
import type { Bindings } from '../../src/context.ts'
import { chooseAudience } from '../../src/features/broadcasts/choose-audience.ts'
import type { LetterDoc } from '../../src/features/broadcasts/document/grammar.ts'
import {
  createDraft,
  type Draft,
  deleteDraft,
  duplicateDraft,
  restoreDraft,
  saveDraft,
} from '../../src/features/broadcasts/draft.ts'
import { findBroadcast } from '../../src/features/broadcasts/find.ts'
import { listBroadcasts } from '../../src/features/broadcasts/list.ts'
import { scheduleBroadcast } from '../../src/features/broadcasts/schedule.ts'
import { ANYBODY } from '../support/broadcasts.ts'
import { rows } from '../support/rows.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'

const KEY = `${'a'.repeat(32)}.jpg`
const docOf = (...lines: string[]): LetterDoc => ({
  type: 'doc',
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
})
const picture = { type: 'picture', attrs: { key: KEY, alt: '', width: 10, height: 10 } } as const
const draftOf = (text: string): Draft => ({ subject: 'A walk', preheader: 'By the river', doc: docOf(text) })

describe('a draft', () => {
  test('is saved over the words that were read, and over no others', async ({ app }) => {
    const { db, now } = await contextOf(app)
    const id = await createDraft(db, {}, now)
    expect(await findBroadcast(db, id)).toMatchObject({ subject: '', version: 1, status: 'draft' })
    expect(await saveDraft(db, id, draftOf('one'), 1, now)).toEqual({ saved: true, version: 2 })
    // Another tab, which has read the first version still.
    const late = await saveDraft(db, id, draftOf('two'), 1, now)
    expect(late).toMatchObject({ saved: false, theirs: { version: 2, ...draftOf('one') } })
    expect(await findBroadcast(db, id)).toMatchObject({ version: 2, ...draftOf('one') })
    expect(await saveDraft(db, id, draftOf('two'), 2, now)).toEqual({ saved: true, version: 3 })
  })

  test('that is saved already is saved, though the answer was lost and the version moved on', async ({ app }) => {
    const { db, now } = await contextOf(app)
    const id = await createDraft(db, {}, now)
    await saveDraft(db, id, draftOf('one'), 1, now)
    expect(await saveDraft(db, id, draftOf('one'), 1, now + 60_000)).toEqual({ saved: true, version: 2 })
    expect(await findBroadcast(db, id)).toMatchObject({ version: 2, updatedAt: now })
    expect(await saveDraft(db, id, draftOf('one'), 2, now + 60_000)).toEqual({ saved: true, version: 2 })
  })

  test('that two tabs save at once has the words of one, and the other is told', async ({ app }) => {
    const { db, now } = await contextOf(app)
    const id = await createDraft(db, {}, now)
    const both = await Promise.all(['one', 'two'].map((text) => saveDraft(db, id, draftOf(text), 1, now)))
    expect(both.map(({ saved }) => saved).sort()).toEqual([false, true])
    expect((await findBroadcast(db, id))?.version).toBe(2)
  })

  test('knows its pictures, also as a copy, and they stay with what was saved', async ({ app }) => {
    const { db, now } = await contextOf(app)
    const pictured = { ...draftOf('one'), doc: { ...docOf('one'), content: [picture, picture] } }
    const id = await createDraft(db, pictured, now)
    await saveDraft(db, id, draftOf('a tab that is behind'), 7, now)
    const copy = await duplicateDraft(db, id, now)
    expect(await picturesOf(id)).toEqual([KEY])
    expect(await picturesOf(copy)).toEqual([KEY])
    expect(await findBroadcast(db, copy)).toMatchObject({ ...pictured, version: 1 })
    await saveDraft(db, id, draftOf('without'), 1, now)
    expect(await picturesOf(id)).toEqual([])
    expect(await picturesOf(copy)).toEqual([KEY])
  })

  test('can be brought back for thirty days after it was deleted, and is gone after that', async ({ app }) => {
    const { db, now } = await contextOf(app)
    const id = await createDraft(db, { ...draftOf('one'), doc: { ...docOf('one'), content: [picture] } }, now)
    await deleteDraft(db, id, now)
    await expect(deleteDraft(db, id, now)).rejects.toThrow('draft no longer')
    await expect(saveDraft(db, id, draftOf('two'), 1, now)).rejects.toThrow('draft no longer')
    await expect(scheduleBroadcast(db, id, { at: now, local: null }, words, now)).rejects.toThrow('no draft here')
    expect((await listBroadcasts(db, null, 10)).broadcasts).toEqual([])
    await app.clock.advance('P29D')
    await app.tick()
    await restoreDraft(db, id)
    await expect(restoreDraft(db, id)).rejects.toThrow('no longer here')
    expect((await listBroadcasts(db, null, 10)).broadcasts).toMatchObject([{ id }])
    await deleteDraft(db, id, now)
    await app.clock.advance('P2D')
    await app.tick()
    expect(await findBroadcast(db, id)).toBeNull()
    expect(await picturesOf(id)).toEqual([])
    await expect(restoreDraft(db, id)).rejects.toThrow('no longer here')
  })

  test('leaves with the words of its document, and can be changed no more', async ({ app }) => {
    await app.begin({ email: 'anna@reader.test', firstName: 'Anna' })
    const { db, now } = await contextOf(app)
    const doc: LetterDoc = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Good morning' },
            { type: 'gap', attrs: { name: 'commaName' } },
            { type: 'text', text: '. 5 < 6 & “7”.' },
          ],
        },
        { type: 'button', attrs: { href: '%%bookUrl%%', words: 'Book a session' } },
        { ...picture, attrs: { ...picture.attrs, alt: 'A hand' } },
      ],
    }
    const id = await createDraft(db, { subject: 'A walk', preheader: 'By the river', doc }, now)
    await chooseAudience(db, id, ANYBODY, now)
    await scheduleBroadcast(db, id, { at: now, local: null }, words, now)
    await expect(saveDraft(db, id, draftOf('two'), 1, now)).rejects.toThrow('draft no longer')
    await expect(deleteDraft(db, id, now)).rejects.toThrow('draft no longer')
    await app.tick()
    const { subject, html, text } = await app.letterTo('anna@reader.test', 'broadcast')
    expect(subject).toBe('A walk')
    expect(html).toContain('>Good morning, Anna. 5 &lt; 6 &amp; “7”.</p>')
    expect(html).toMatch(/href="http:\/\/localhost\/go\/[^"]+"[^>]*>[\s\S]*Book a session/)
    expect(html).toContain(`src="http://localhost/media/${KEY}"`)
    expect(text).toMatch(/^Good morning, Anna\. 5 < 6 & “7”\.\n\nBook a session: http:\/\/localhost\/go\//)
  })

  test('stays here while a picture says nothing, a link is not https, or there are no words', async ({ app }) => {
    const { db, now } = await contextOf(app)
    const link = { type: 'button', attrs: { href: 'http://salon.at/', words: 'There' } } as const
    for (const [content, sentence] of [
      [[picture], 'Every picture needs a sentence'],
      [[link], 'begins with https://'],
      [[], 'no words yet'],
    ] as const) {
      const id = await createDraft(
        db,
        { subject: 'A walk', doc: { type: 'doc', content: [...content, { type: 'rule' }] } },
        now,
      )
      await expect(scheduleBroadcast(db, id, { at: now, local: null }, words, now)).rejects.toThrow(sentence)
      expect((await findBroadcast(db, id))?.status).toBe('draft')
    }
  })

  test('is listed before what was sent, and a page goes on where the one before ended', async ({ app }) => {
    const { db, now } = await contextOf(app)
    const drafts: number[] = []
    for (let i = 0; i < 3; i++) drafts.unshift(await createDraft(db, { subject: `Draft ${i}` }, now + i))
    const sent: number[] = []
    for (let i = 0; i < 3; i++) {
      const id = await createDraft(db, draftOf(`Sent ${i}`), now)
      await scheduleBroadcast(db, id, { at: now + 1000 * (i >> 1), local: null }, words, now) // two at the same moment
      sent.push(id)
    }
    const all: number[] = []
    for (let place = (await listBroadcasts(db, null, 0)).next, pages = 0; pages < 9; pages++) {
      const page = await listBroadcasts(db, pages === 0 ? null : place, 2)
      all.push(...page.broadcasts.map(({ id }) => id))
      place = page.next
      if (!place) break
    }
    const [first = 0, second = 0, third = 0] = sent
    expect(all).toEqual([...drafts, third, Math.max(first, second), Math.min(first, second)])
  })
})

// The verbs themselves, on the database of this app.
async function contextOf(_app: TestApp) {
  const { db, clock } = await composeContext()(env as unknown as Bindings)
  return { db, now: clock.now() }
}

const picturesOf = async (id: number) =>
  (await rows<{ picture_key: string }>(sql`select picture_key from broadcast_pictures where broadcast_id = ${id}`)).map(
    ({ picture_key }) => picture_key,
  )
