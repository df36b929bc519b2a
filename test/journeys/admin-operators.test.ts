import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { removeOperator } from '../../src/operators/remove.ts'
import { newAuthenticator } from '../support/authenticator.ts'
import { openDatabase } from '../support/due-readers.ts'
import { addPasskey, idsIn, signInPathIn, signInWithPasskey } from '../support/operator-at-work.ts'
import { rows } from '../support/rows.ts'
import { cookiesOf, signInAsOperator, visitorWith } from '../support/sign-in-as-operator.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'

const MAREN = 'maren@holt-practice.example'
const DESK = 'desk@holt-practice.example'

type Visitor = ReturnType<typeof visitorWith>

/** Adds an operator and signs in by the invitation. */
async function invite(app: TestApp, by: Visitor, email = DESK): Promise<Visitor> {
  expect((await by.post('/admin/operators', { email })).headers.get('location')).toBe('/admin/operators?done=added')
  await app.quiet()
  const invitation = signInPathIn(await app.letterTo(email, 'signin'))
  return visitorWith(app, cookiesOf(await app.post(invitation)))
}

const isIn = async (visitor: Visitor) => (await visitor.fetch('/admin')).headers.get('location') === '/admin/broadcasts'
const idOf = async (email: string) =>
  (await rows<{ id: number }>(sql`select id from operators where email = ${email}`))[0]?.id

describe('an operator who is added', () => {
  test('is invited by a letter, whose link is good for three days and works once', async ({ app }) => {
    const maren = await signInAsOperator(app)
    await maren.post('/admin/operators', { email: 'Desk@Holt-Practice.example' })
    const letter = await app.letterTo('Desk@holt-practice.example', 'signin')
    expect(letter.subject).toContain('You are invited')
    await app.clock.advance('P2DT23H')
    const path = signInPathIn(letter)
    expect(await (await app.fetch(path)).text()).toContain('<h1>Welcome</h1>')
    const desk = visitorWith(app, cookiesOf(await app.post(path)))
    expect(await isIn(desk)).toBe(true)
    expect(await desk.read('/admin/account')).toContain('Desk@holt-practice.example')
    expect((await app.post(path)).status).toBe(410)
  })

  test('twice, or with something that is no address, is said at the field, with what was typed', async ({ app }) => {
    const maren = await signInAsOperator(app)
    for (const [typed, words] of [
      [MAREN.toUpperCase(), 'This address looks after the letters already.'],
      ['desk at holt', 'That does not look like an email address.'],
    ] as const) {
      const answer = await maren.post('/admin/operators', { email: typed })
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toContain(words)
      expect(page).toContain(`value="${typed}"`)
    }
    expect(await app.lettersTo(MAREN)).toEqual([])
  })
})

describe('an operator who is removed', () => {
  test('after a question, is out at once: sessions, links, passkeys, and what waits in the outbox', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const desk = await invite(app, maren)
    const key = await newAuthenticator()
    await addPasskey(desk, key)
    await app.post('/admin/sign-in', { email: DESK })
    await app.quiet()
    const link = signInPathIn((await app.lettersTo(DESK)).at(-1)!)
    await rows(sql`update outbox set paused_until = ${Number.MAX_SAFE_INTEGER}`)
    await rows(sql`insert into outbox (id, paused_until) values (1, ${Number.MAX_SAFE_INTEGER}) on conflict do nothing`)
    await app.post('/admin/sign-in', { email: DESK })

    const [id] = idsIn(await maren.read('/admin/operators'), /operators\/(\d+)\/remove/g)
    expect(await maren.read(`/admin/operators/${id}/remove`)).toContain(`Remove ${DESK}?`)
    expect(await (await maren.post(`/admin/operators/${id}/remove`)).text()).toContain('signed out everywhere at once')
    expect(await isIn(desk)).toBe(true)
    const gone = await maren.post(`/admin/operators/${id}/remove`, { confirm: 'yes' })
    expect(gone.headers.get('location')).toBe('/admin/operators?done=removed')

    expect(await isIn(desk)).toBe(false)
    expect(await desk.read('/admin/sign-in')).toContain('no longer looks after the letters')
    expect((await app.post(link)).status).toBe(404)
    expect((await signInWithPasskey(app, key)).status).toBe(422)
    expect(await rows(sql`select ended_by from sessions where operator_id = ${id}`)).toEqual([
      { ended_by: 'operator_removed' },
    ])
    expect(await rows(sql`select 1 from passkeys`)).toEqual([])
    expect(
      await rows(sql`select distinct status, problem from deliveries where operator_id = ${id} and sent_at is null`),
    ).toEqual([{ status: 'cancelled', problem: 'operator_removed' }])
    expect((await maren.post(`/admin/operators/${id}/remove`, { confirm: 'yes' })).status).toBe(404)
  })

  test('and added again begins anew: nothing from before opens the pages', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const desk = await invite(app, maren)
    const id = await idOf(DESK)
    await maren.post(`/admin/operators/${id}/remove`, { confirm: 'yes' })
    await app.clock.advance('PT1M')
    const again = await invite(app, maren)
    expect(await idOf(DESK)).toBe(id)
    expect([await isIn(desk), await isIn(again)]).toEqual([false, true])
  })

  test('by the settings is out with the next tick, and what was open stays closed when the address comes back', async ({
    app,
  }) => {
    app.settings({ ADMIN_EMAILS: `${DESK}, ${MAREN}` })
    const desk = await signInAsOperator(app)
    const [session] = await rows(sql`select ended_by from sessions`)
    expect(session).toEqual({ ended_by: null })
    app.settings({ ADMIN_EMAILS: MAREN })
    await app.tick()
    expect(await isIn(desk)).toBe(false)
    app.settings({ ADMIN_EMAILS: `${DESK}, ${MAREN}` })
    await app.clock.advance('PT1M')
    await app.tick()
    expect(await isIn(desk)).toBe(false)
    await rows(sql`update sessions set ended_at = null, ended_by = null`)
    expect(await isIn(desk)).toBe(false)
  })

  test('is not one of the settings, nor the last one, nor somebody else’s choice who is removed already', async ({
    app,
  }) => {
    const maren = await signInAsOperator(app)
    const desk = await invite(app, maren)
    const [marensId, desksId] = [await idOf(MAREN), await idOf(DESK)]
    expect(await desk.read(`/admin/operators/${marensId}/remove`)).toContain('named in the settings')
    expect((await desk.post(`/admin/operators/${marensId}/remove`, { confirm: 'yes' })).status).toBe(422)
    expect(await isIn(maren)).toBe(true)

    await rows(sql`update operators set source = 'pages'`)
    const [byMaren, byDesk] = await Promise.all([
      maren.post(`/admin/operators/${desksId}/remove`, { confirm: 'yes' }),
      desk.post(`/admin/operators/${marensId}/remove`, { confirm: 'yes' }),
    ])
    expect([byMaren.status, byDesk.status].filter((status) => status === 303).length).toBe(1)
    expect(await rows(sql`select count(*) as n from operators where removed_at is null`)).toEqual([{ n: 1 }])

    const [left] = (await isIn(maren)) ? [maren] : [desk]
    const own = left === maren ? marensId : desksId
    expect(await left!.read('/admin/operators')).toContain('The only one')
    const refused = await left!.post(`/admin/operators/${own}/remove`, { confirm: 'yes' })
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Add another one first')])
    expect(await isIn(left!)).toBe(true)
  })

  test('is nobody’s doing who was removed a moment before, whatever page was still open', async ({ app }) => {
    const maren = await signInAsOperator(app)
    await invite(app, maren)
    await invite(app, maren, 'third@holt-practice.example')
    const [desksId, third] = [await idOf(DESK), await idOf('third@holt-practice.example')]
    await maren.post(`/admin/operators/${desksId}/remove`, { confirm: 'yes' })
    const desk = { operatorId: desksId!, device: 'curl', network: null }
    expect(await removeOperator(openDatabase(), third!, desk, Date.now())).toBeNull()
    expect(await rows(sql`select removed_at from operators where id = ${third}`)).toEqual([{ removed_at: null }])
  })

  test('may be oneself, as long as somebody is left', async ({ app }) => {
    const desk = await invite(app, await signInAsOperator(app))
    const answer = await desk.post(`/admin/operators/${await idOf(DESK)}/remove`, { confirm: 'yes' })
    expect(answer.headers.get('location')).toBe('/admin/sign-in')
    expect(await isIn(desk)).toBe(false)
  })
})

describe('the log', () => {
  test('says who did what, when and from where, and nothing twice', async ({ app }) => {
    await app.clock.set('2026-03-02T09:30:00Z')
    const maren = await signInAsOperator(app, {
      'cf-connecting-ip': '203.0.113.77',
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:147.0) Gecko/20100101 Firefox/147.0',
    })
    const desk = await invite(app, maren)
    await maren.post('/admin/operators', { email: DESK })
    await addPasskey(desk, await newAuthenticator())
    await desk.post('/admin/sign-out')
    await maren.post(`/admin/operators/${await idOf(DESK)}/remove`, { confirm: 'yes' })
    await maren.post(`/admin/operators/${await idOf(DESK)}/remove`, { confirm: 'yes' })
    const page = await maren.read('/admin/log')
    const said = [...page.matchAll(/<th scope="row">([^<]*)<\/th><td[^>]*><div>([^<]*)/g)].map(([, what, who]) => [
      who,
      what,
    ])
    expect(said.map((entry) => entry.join(': ')).sort()).toEqual([
      `${DESK}: Added the passkey “An unknown browser”`,
      `${DESK}: Signed in with a link`,
      `${DESK}: Signed out`,
      `${MAREN}: Added ${DESK} to the operators`,
      `${MAREN}: Removed ${DESK} from the operators`,
      `${MAREN}: Signed in for development`,
    ])
    expect(page).toContain('Firefox on Windows<small>203.0.113.x</small>')
    expect(page).not.toContain('203.0.113.77')
    expect(page).toContain('Entries are kept for a year')
  })

  test('is read in pages that neither lose nor repeat an entry, whatever comes meanwhile', async ({ app }) => {
    const maren = await signInAsOperator(app)
    const now = Date.parse(await app.clock.now())
    await rows(sql`
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 120)
      insert into audit_log (id, at, operator_id, action, detail, device)
      select i * 7919 % 100003, ${now} - 60000 - (i / 3) * 1000, null, 'an_action_of_tomorrow', '{"broken', 'row ' || i from n`)
    const seen: string[] = []
    for (let path: string | undefined = '/admin/log'; path; ) {
      const page: string = await maren.read(path)
      seen.push(...[...page.matchAll(/row \d+/g)].map(([row]) => row))
      expect(page).toContain('an action of tomorrow')
      path = /<a href="(\/admin\/log\?after=[\d-]+)">Older/.exec(page)?.[1]
      await signInAsOperator(app)
    }
    expect(seen.length).toBe(120)
    expect(new Set(seen).size).toBe(120)
    expect((await maren.fetch('/admin/log?after=nonsense')).status).toBe(200)
  })
})

test('what is past its retention is forgotten: links, sessions, answered challenges, and the log after a year', async ({
  app,
}) => {
  await app.clock.set('2026-03-02T09:30:00Z')
  const maren = await signInAsOperator(app)
  const key = await newAuthenticator()
  await addPasskey(maren, key)
  await signInWithPasskey(app, key)
  await app.post('/admin/sign-in', { email: 'stranger@reader.test' })
  await maren.post('/admin/sign-out')
  await maren.post('/admin/nothing', { words: 'What was typed when it was over.' })
  const left = async () => {
    await app.tick()
    const [counts] = await rows(sql`
      select (select count(*) from sign_in_links) as links, (select count(*) from sessions) as sessions,
        (select count(*) from used_challenges) as challenges,
        (select count(*) from unsaved_forms) as forms, (select count(*) from audit_log) as log`)
    return counts
  }
  expect(await left()).toEqual({ links: 1, sessions: 2, challenges: 2, forms: 1, log: 4 })
  await app.clock.set('2026-03-08T09:30:00Z')
  expect(await left()).toEqual({ links: 1, sessions: 2, challenges: 0, forms: 1, log: 4 })
  await app.clock.set('2026-05-30T09:30:00Z')
  expect(await left()).toEqual({ links: 0, sessions: 2, challenges: 0, forms: 0, log: 4 })
  await app.clock.set('2026-06-02T09:30:00Z')
  expect(await left()).toEqual({ links: 0, sessions: 0, challenges: 0, forms: 0, log: 4 })
  await app.clock.set('2027-03-02T09:00:00Z')
  expect(await left()).toEqual({ links: 0, sessions: 0, challenges: 0, forms: 0, log: 4 })
  await app.clock.set('2027-03-02T10:00:00Z')
  expect(await left()).toEqual({ links: 0, sessions: 0, challenges: 0, forms: 0, log: 0 })
})
