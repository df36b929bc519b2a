import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { appWithDueReaders, lettersToReaders, readerOf } from '../support/due-readers.ts'
import { rows } from '../support/rows.ts'
import { signInAsOperator } from '../support/sign-in-as-operator.ts'
import { expect, test } from '../support/test-app.ts'

/** A practitioner at the desk with a draft, and readers who have finished the course. */
async function atDesk(readers: number) {
  const app = await appWithDueReaders(readers)
  await app.tick()
  await rows(sql`update enrolments set next_due_at = null, finished_at = 1, next_lesson = 8 returning 1`)
  const maren = await signInAsOperator(app)
  const path = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
  await maren.post(path, {
    subject: 'A quiet <Sunday>',
    markdown: 'Good morning%%commaName%%.\n\nOne place is free.',
    version: '1',
  })
  const reached = async () =>
    (await lettersToReaders(app)).filter(({ tags }) => tags.kind === 'broadcast').flatMap(({ to }) => to)
  const send = (fields: Record<string, string>) => maren.post(`${path}/send`, fields)
  return { app, maren, path, reached, send }
}

describe('to whom', () => {
  test('is chosen with a live count, ten examples and the reasons of those left out, and saved as a group', async () => {
    const { maren, path } = await atDesk(12)
    await rows(sql`update subscribers set unsubscribed_at = 1 where email = ${readerOf(0)} returning 1`)
    await rows(sql`
      insert into subscriber_tags (subscriber_id, tag, tagged_at)
      select id, '<b>guests</b>', 1 from subscribers where email in (${readerOf(1)}, ${readerOf(2)}) returning 1`)
    const before = await maren.read(`${path}/audience`)
    expect(before).toContain('It would go to 11 readers now')
    expect(before).toContain('Ten of them')
    expect(before).toMatch(/<dt>Unsubscribed<\/dt>\s*<dd>1<\/dd>/)
    expect(before).toContain('&lt;b&gt;guests&lt;/b&gt;')
    expect(before).not.toContain('<b>guests')
    const chosen = await maren.post(`${path}/audience`, [
      ['course', 'not_in_course'],
      ['booked', 'no'],
      ['tag', '<b>guests</b>'],
      ['tag', 'others'],
    ])
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, `${path}/audience`])
    const page = await maren.read(`${path}/audience`)
    expect(page).toContain('It would go to 2 readers now')
    expect(page).toMatch(/<dt>Not among those chosen below<\/dt>\s*<dd>9<\/dd>/)
    const letter = path.split('/').at(-1) ?? ''
    expect((await maren.post('/admin/segments', { name: ' Workshop  guests ', letter })).status).toBe(303)
    expect((await maren.post(`${path}/audience`, { course: 'any' })).status).toBe(303)
    const [segment] = await rows<{ id: number; name: string }>(sql`select id, name from segments`)
    expect(segment?.name).toBe('Workshop guests')
    expect((await maren.post(`${path}/audience/segment`, { segment: String(segment?.id) })).status).toBe(303)
    expect(await maren.read(`${path}/audience`)).toContain('It would go to 2 readers now')
    expect((await maren.post(`/admin/segments/${segment?.id}/rename`, { name: '' })).status).toBe(422)
    expect((await maren.post(`/admin/segments/${segment?.id}/rename`, { name: 'Guests' })).status).toBe(303)
    expect(await maren.read('/admin/segments?done=renamed')).toMatch(/The group has its new name[\s\S]*value="Guests"/)
    expect((await maren.post(`/admin/segments/${segment?.id}/delete`)).status).toBe(303)
    expect(await maren.read('/admin/segments')).toContain('No groups yet')
    expect((await maren.post(`${path}/audience/segment`, { segment: String(segment?.id) })).status).toBe(404)
    expect((await maren.post(`${path}/audience`, { course: 'everywhere' })).status).toBe(422)
    const wrongDay = await maren.post(`${path}/audience`, { course: 'any', joinedFrom: 'soon' })
    expect([wrongDay.status, await wrongDay.text()]).toEqual([422, expect.stringContaining('id="joinedFrom-wrong"')])
  })
})

describe('sending', () => {
  test('asks once more with number, subject, first line and moment, leaves after a minute, and is followed to its end', async () => {
    const { app, maren, path, reached, send } = await atDesk(3)
    const asked = await (await send({ when: 'now' })).text()
    expect(asked).toContain('Send to 3 readers?')
    expect(asked).toContain('A quiet &lt;Sunday&gt;')
    expect(asked).toMatch(/<dt>First line<\/dt>\s*<dd>Good morning\.<\/dd>/)
    expect(asked).toContain('in a minute')
    await app.clock.advance('PT2M')
    await app.tick()
    expect(await reached()).toEqual([])
    expect((await send({ when: 'now', confirm: 'yes' })).headers.get('location')).toBe(path)
    expect(await maren.read(path)).toMatch(/It leaves in \d+ seconds[\s\S]*Take it back/)
    await app.tick()
    expect(await reached()).toEqual([])
    await app.clock.advance('PT61S')
    await app.tick()
    expect(await reached()).toHaveLength(3)
    expect(await maren.read(`${path}/progress`)).toMatch(/<dt>Planned<\/dt><dd>3<\/dd>.*<dt>Sent<\/dt><dd>3<\/dd>/)
    expect((await maren.post(`${path}/undo`)).status).toBe(404)
    await app.clock.advance('PT1M')
    await app.tick()
    expect(await maren.read(path)).toContain('Sent to 3 readers.')
    expect((await send({ when: 'now', confirm: 'yes' })).status).toBe(404)
    expect(await maren.read('/admin/log')).toMatch(/Sent the letter “A quiet &lt;Sunday&gt;” to 3 readers, at once/)
  })

  test('is taken back within its minute, and is a draft that can be changed and sent again', async () => {
    const { app, maren, path, reached, send } = await atDesk(1)
    await send({ when: 'now', confirm: 'yes' })
    expect((await maren.post(`${path}/undo`)).headers.get('location')).toBe(path)
    expect((await maren.post(`${path}/undo`)).status).toBe(303) // a second press finds the draft
    expect(await maren.read(path)).toContain('name="subject"')
    await app.clock.advance('PT5M')
    await app.tick()
    expect(await reached()).toEqual([])
    await send({ when: 'now', confirm: 'yes' })
    await app.clock.advance('PT61S')
    await app.tick()
    expect(await reached()).toEqual([readerOf(0)])
  })

  test('at a time says what the clocks do, and refuses what cannot be at its field', async () => {
    const { maren, path, send } = await atDesk(1)
    const at = async (fields: Record<string, string>) => {
      const answer = await send({ when: 'at', timeZone: 'Europe/Vienna', ...fields })
      return { status: answer.status, page: await answer.text() }
    }
    expect((await at({ at: '2026-03-29T02:30' })).page).toContain('The clocks go forward over that hour')
    expect((await at({ at: '2026-10-25T02:30' })).page).toContain('this hour comes twice')
    for (const wrong of ['', 'soon', '2026-03-01T09:00', '2029-03-01T09:00', '2026-02-30T09:00'])
      expect(await at({ at: wrong }), wrong).toMatchObject({
        status: 422,
        page: expect.stringContaining('id="at-wrong"'),
      })
    expect((await at({ at: '2026-05-04T09:00', timeZone: 'Atlantis' })).status).toBe(422)
    expect((await send({ when: 'whenever' })).status).toBe(422)
    expect((await send({ when: 'at', at: '2026-05-04T09:00', timeZone: 'Asia/Tokyo', confirm: 'yes' })).status).toBe(
      303,
    )
    expect(await rows(sql`select scheduled_at from broadcasts`)).toEqual([
      { scheduled_at: Date.parse('2026-05-04T00:00:00Z') },
    ])
    expect(await maren.read(path)).toMatch(/It leaves <time[^>]*>4 May at \d:00<\/time>/)
  })

  test('at each reader’s own hour says the first and the last moment, and who gets it a day later', async () => {
    const { maren, path, send } = await atDesk(2)
    await rows(sql`update subscribers set time_zone = 'Pacific/Auckland' where email = ${readerOf(1)} returning 1`)
    const page = await (await send({ when: 'local', at: '2026-03-03T09:00' })).text()
    expect(page).toMatch(/the first today at 9:00 by your clock, the last today at 21:00/)
    expect(page).toContain('For one reader that hour has passed today.')
    expect((await send({ when: 'local', at: '2026-03-03T09:00', confirm: 'yes' })).status).toBe(303)
    expect(await maren.read(path)).toMatch(/the first leaves <time[^>]*>today at 9:00<\/time>, and the last has left/)
  })

  test('does not happen to words that were changed after the page was opened, or to a letter without a subject', async () => {
    const { maren, path, send } = await atDesk(1)
    const seen = /name="version" value="(\d+)"/.exec(await maren.read(`${path}/send`))?.[1] ?? ''
    await maren.post(path, { subject: 'Another', markdown: 'Words', version: seen })
    const changed = await (await send({ when: 'now', confirm: 'yes', version: seen })).text()
    expect(changed).toContain('The letter was changed since')
    expect(await rows(sql`select status from broadcasts`)).toEqual([{ status: 'draft' }])
    const empty = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
    const refused = await maren.post(`${empty}/send`, { when: 'now', confirm: 'yes' })
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('has to be mended')])
  })

  test('can be paused, let go on, and stopped, and says who has it and who will not', async () => {
    const { app, maren, path, reached, send } = await atDesk(3)
    await app.emulator.injectFaults({ do: 'daily-quota', match: { to: readerOf(0) } })
    await send({ when: 'now', confirm: 'yes' })
    await app.clock.advance('PT61S')
    await app.tick()
    expect((await maren.post(`${path}/pause`)).status).toBe(303)
    await app.clock.advance('P1D')
    await app.tick()
    expect(await maren.read(path)).toContain('Nobody has it; nothing more leaves until you let it go on.')
    expect((await maren.post(`${path}/resume`)).status).toBe(303)
    expect((await maren.post(`${path}/pause`)).status).toBe(303)
    expect(await maren.read(`${path}/stop`)).toMatch(
      /Nobody has it yet\.[\s\S]*3 letters that are written will not leave/,
    )
    expect((await maren.post(`${path}/stop`, { confirm: 'yes' })).status).toBe(303)
    expect((await maren.post(`${path}/resume`)).status).toBe(404)
    await app.clock.advance('P1D')
    await app.tick()
    expect(await reached()).toEqual([])
    expect(await maren.read(path)).toContain('Stopped. Nobody has it, and 3 readers do not get it.')
  })

  test('tries two subjects only where that can tell anything', async () => {
    const { send } = await atDesk(3)
    const refused = await (await send({ when: 'now', subjectB: 'Another', share: '20' })).text()
    expect(refused).toContain('A comparison needs at least 500 readers for each subject')
    expect(await (await send({ when: 'now', subjectB: 'A quiet <Sunday>' })).text()).toContain(
      'Both subjects are the same',
    )
    expect(await (await send({ when: 'local', at: '2026-03-03T12:00', subjectB: 'Another' })).text()).toContain(
      'at the same moment',
    )
  })
})

test('a letter that waits for her word says so, and is sent, written anew or dropped', async () => {
  const { app, maren, path, reached, send } = await atDesk(2)
  await send({ when: 'now', confirm: 'yes' })
  await app.emulator.injectFaults({ do: 'unverified-domain', next: 1000 })
  for (let hours = 0; hours < 52; hours += 2) {
    await app.clock.advance('PT2H')
    await app.tick()
  }
  await app.emulator.clearFaults()
  expect(await maren.read(path)).toMatch(/Waits for your word[\s\S]*Send them now/)
  expect(await maren.read('/admin/broadcasts')).toContain('Waits for your word')
  const anew = (await maren.post(`${path}/rewrite`)).headers.get('location') ?? ''
  expect(await maren.read(anew)).toContain('A quiet &lt;Sunday&gt;')
  expect(await maren.read(`${anew}/audience`)).toContain('did not get')
  expect((await maren.post(`${path}/release`)).status).toBe(404)
  expect((await maren.post(`${anew}/send`, { when: 'now', confirm: 'yes' })).status).toBe(303)
  await app.clock.advance('PT20M') // alerts were refused as well, so sending was paused
  await app.tick()
  expect((await reached()).sort()).toEqual([readerOf(0), readerOf(1)])
  for (const pause of ['PT1M', 'PT50H']) {
    await app.clock.advance(pause)
    await app.tick()
  }
  const sent = await maren.read(anew)
  expect(sent).toContain('Send it again')
  const again = (await maren.post(`${anew}/again`, { subject: 'Once more' })).headers.get('location') ?? ''
  expect(await maren.read(again)).toContain('Once more')
  expect((await maren.post(`${anew}/again`, { subject: '  ' })).status).toBe(422)
})
