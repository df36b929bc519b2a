import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { appWithDueReaders, openDatabase, readerOf } from '../support/due-readers.ts'
import { rows } from '../support/rows.ts'
import { until } from '../support/test-app/until.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'

const MAREN = 'maren@holt-practice.example'
const DESK = 'desk@holt-practice.example'

describe('an alert that waits to leave', () => {
  test('goes to the operator it was written to, whatever place in the settings is whose by then', async () => {
    const app = await withAlertsWaiting(MAREN)
    app.settings({ ADMIN_EMAILS: `${DESK}, ${MAREN}` })
    await midnight(app)
    expect(await titlesTo(app, MAREN)).toEqual(['3 letters are late', 'the sending has stopped for now'])
    expect(await titlesTo(app, DESK)).toEqual([])
  })

  test('is taken back when its operator is, and the other one hears all the same', async () => {
    const app = await withAlertsWaiting(`${MAREN}, ${DESK}`)
    app.settings({ ADMIN_EMAILS: DESK })
    await midnight(app)
    expect(await titlesTo(app, MAREN)).toEqual([])
    expect(await titlesTo(app, DESK)).toEqual(['3 letters are late', 'the sending has stopped for now'])
    expect(await rows(sql`select distinct status, problem from deliveries where operator_id = ${idOf(MAREN)}`)).toEqual(
      [{ status: 'cancelled', problem: 'operator_removed' }],
    )
  })

  test('stays away from an operator who was removed while a sender had it', async () => {
    const app = await withAlertsWaiting(MAREN)
    await rows(sql`update operators set removed_at = 1, source = 'pages' where email = ${MAREN}`)
    app.settings({ ADMIN_EMAILS: DESK })
    await midnight(app)
    expect(await titlesTo(app, MAREN)).toEqual([])
  })
})

describe('the operators', () => {
  test('are those of the settings, by address in any case, and come back when they are named again', async ({
    app,
  }) => {
    const named = async (addresses: string) => {
      app.settings({ ADMIN_EMAILS: addresses })
      await app.clock.advance('PT1M')
      await app.tick()
      return (
        await rows<{ email: string }>(sql`select email from operators where removed_at is null order by email`)
      ).map(({ email }) => email)
    }
    expect(await named(`${MAREN}, ${DESK}`)).toEqual([DESK, MAREN])
    const [before] = await rows<{ id: number }>(sql`select id from operators where email = ${MAREN}`)
    expect(await named(`${DESK}, Maren@Holt-Practice.example`)).toEqual([DESK, MAREN])
    expect(await named(DESK)).toEqual([DESK])
    expect(await named(`${MAREN}, ${DESK}`)).toEqual([DESK, MAREN])
    expect(await rows(sql`select id from operators where email = ${MAREN}`)).toEqual([before])
  })

  test('whom the pages added stay, whatever the settings say', async ({ app }) => {
    await rows(sql`insert into operators (id, email, source, added_at) values (7, 'anna@holt.test', 'pages', 1)`)
    await app.tick()
    expect(await rows(sql`select removed_at from operators where id = 7`)).toEqual([{ removed_at: null }])
  })

  test('are written once, and a tick that finds them unchanged writes nothing of them', async ({ app }) => {
    await app.tick()
    await rows(sql`create trigger unchanged before update on operators begin select raise(abort, 'written again'); end`)
    await app.clock.advance('PT1M')
    await app.tick()
    expect(await rows(sql`select * from faults`)).toEqual([])
  })
})

// Three readers are due, and the account's quota is used up until midnight UTC: what is told the operators waits as well.
async function withAlertsWaiting(addresses: string) {
  const app = await appWithDueReaders(3)
  app.settings({ ADMIN_EMAILS: addresses })
  await app.emulator.injectFaults({ do: 'daily-quota', match: { to: readerOf(0) } })
  await app.tick()
  for (const pause of ['PT16M', 'PT16M']) {
    await app.clock.advance(pause)
    await app.tick()
  }
  expect(await rows(sql`select distinct status from deliveries where kind = 'digest'`)).toEqual([{ status: 'queued' }])
  return app
}

async function midnight(app: TestApp) {
  await app.clock.set('2026-03-04T00:01:00Z')
  await app.tick()
  await until('An alert is still on its way.', async () => {
    const waiting = await openDatabase().all(
      sql`select 1 from deliveries where kind = 'digest' and status in ('queued', 'claimed')`,
    )
    return waiting.length === 0
  })
}

const idOf = (email: string) => sql`(select id from operators where email = ${email})`

// What the first day brought; the midnight tick may tell of the new one.
const titlesTo = async (app: TestApp, operator: string) =>
  (await app.lettersTo(operator))
    .filter(({ tags }) => tags.kind === 'digest' && tags.delivery?.includes('2026-03-03'))
    .map(({ subject }) => subject.replace('Your letters need a look: ', ''))
    .sort()
