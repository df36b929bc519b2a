import { describe } from 'vitest'
import type { Letter } from '../../scripts/resend-emulator/protocol.ts'
import { lessonLog } from '../support/lesson-log.ts'
import { at, every, localTime, minutesFrom } from '../support/local-time.ts'
import { expect, linkTo, type TestApp, test } from '../support/test-app.ts'

/** A reader, and what the reader does between lesson 1 and the moment at which the page is read. */
type Reader = { zone: string; hour: number; does?: Record<string, string>[] }

/** What a page says of the next lesson, as the wall clock of the reader's zone would show it. */
type Said = { day: number; moment: string }

const zones = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'America/St_Johns',
]

/** Confirmed one day, and the page read and set the next, about a day later. */
const seasons: [name: string, confirmed: string, read: string][] = [
  ['when the clocks go forward in America, from the Friday before', '2026-03-05T14:10:00Z', '2026-03-06T13:20:00Z'],
  ['when the clocks go back in Australia and New Zealand', '2026-04-03T01:10:00Z', '2026-04-04T00:20:00Z'],
  ['when the clocks go back in Europe', '2026-10-23T14:10:00Z', '2026-10-24T13:20:00Z'],
]

const habits: Omit<Reader, 'zone'>[] = [
  { hour: 7 },
  { hour: 22 },
  { hour: 7, does: [{ form: '/weekdays', weekdaysOnly: 'on' }] },
  { hour: 7, does: [{ form: '/hour', hour: '5' }] },
  { hour: 5, does: [{ form: '/hour', hour: '23' }] },
  { hour: 7, does: [{ form: '/pause', pauseFor: 'P1D' }] },
  { hour: 7, does: [{ form: '/pause', pauseFor: 'P7D' }, { form: '/resume' }] },
  {
    hour: 7,
    does: [
      { form: '/weekdays', weekdaysOnly: 'on' },
      { form: '/pause', pauseFor: 'P1D' },
    ],
  },
]

describe('what a page says of the next lesson is what comes', () => {
  test.for(seasons)('%s, in every zone and for every habit', async ([season, confirmed, read], { app }) => {
    await app.clock.set(confirmed)
    const turn = seasons.findIndex(([name]) => name === season)
    const readers = zones.flatMap((zone, z) =>
      habits.flatMap((habit, h) => ((z + h + turn) % 3 === 0 ? [{ zone, ...habit }] : [])),
    )
    const begun: Awaited<ReturnType<typeof begin>>[] = []
    for (const [i, reader] of readers.entries()) begun.push(await begin(app, reader, `reader-${i}@reader.test`))
    const promised = begun.map(({ reader, email, said }) => ({ reader, email, said, until: read }))
    const readAll = async (until: string) => {
      for (const { reader, email, lesson } of begun) {
        const said = await onPreferences(app, lesson, reader.zone)
        if (said) promised.push({ reader, email, said, until })
      }
    }
    await readAll(read)
    const hours = (from: string, until: string) => onTheirHours(readers, from, until)
    await app.liveThrough([...hours(confirmed, read), read])
    for (const { reader, lesson } of begun) {
      for (const { form = '', ...fields } of reader.does ?? []) await wish(app, lesson, form, fields)
    }
    const [nextDay, end] = [1550, 4400].map((minutes) => minutesFrom(read, minutes)) as [string, string]
    await readAll(end)
    await app.liveThrough([...hours(read, nextDay), nextDay])
    await readAll(end) // whoever rested for a day is told of a lesson again
    await app.liveThrough(hours(nextDay, end))

    const letters = await app.emulator.letters()
    expect(promised.length).toBeGreaterThan(readers.length * 3)
    for (const { reader, email, said, until } of promised) {
      if (at(said.moment, reader.zone) >= until) continue // changed again, or not observed any more, before
      const came = lessonLog(
        letters.filter(({ to }) => to.includes(email)),
        reader.zone,
      )
      expect(came[said.day - 1], JSON.stringify({ ...reader, came })).toBe(`${said.moment} day ${said.day}`)
    }
  })

  test('on the evening before: what came late at night is followed at her own hour, not six hours later', async ({
    app,
  }) => {
    const zone = 'Europe/Vienna'
    await app.clock.set(at('2026-03-02 10:30', zone))
    const { lesson } = await begin(app, { zone, hour: 1 }, 'anna@reader.test')
    await app.liveThrough([at('2026-03-03 21:30', zone)])
    expect(await onPreferences(app, lesson, zone)).toEqual({ day: 3, moment: '2026-03-04 01:00' })
    await app.liveThrough([at('2026-03-04 00:59', zone), at('2026-03-04 01:00', zone)])
    expect(lessonLog(await app.lettersTo('anna@reader.test'), zone).slice(1)).toEqual([
      '2026-03-03 21:30 day 2',
      '2026-03-04 01:00 day 3',
    ])
  })

  test('while a letter waits for the provider, and after it came', async ({ app }) => {
    const zone = 'Europe/Vienna'
    await app.clock.set(at('2026-03-02 10:30', zone))
    const { lesson } = await begin(app, { zone, hour: 7 }, 'anna@reader.test')
    await app.emulator.injectFaults({ do: 'daily-quota', match: { to: 'anna@reader.test' } })
    await app.liveThrough([at('2026-03-03 07:00', zone), at('2026-03-03 09:00', zone)])
    expect(await onPreferences(app, lesson, zone)).toMatchObject({ day: 2 })
    await app.liveThrough([at('2026-03-04 01:30', zone)])
    expect(await onPreferences(app, lesson, zone)).toEqual({ day: 3, moment: '2026-03-05 07:00' })
    await app.liveThrough([at('2026-03-04 07:00', zone), at('2026-03-05 07:00', zone)])
    expect(lessonLog(await app.lettersTo('anna@reader.test'), zone).slice(1)).toEqual([
      '2026-03-04 01:30 day 2',
      '2026-03-05 07:00 day 3',
    ])
  })
})

/** The moments between two instants at which it strikes an hour that one of them has or chooses, in the reader's zone. */
const onTheirHours = (readers: readonly Reader[], from: string, until: string) => {
  const quarters = every(15, `${from.slice(0, 14)}00:00Z`, until).filter((moment) => moment > from)
  const theirs = readers.flatMap(({ zone, hour, does = [] }) =>
    [hour, ...does.flatMap((wish) => (wish.hour ? [Number(wish.hour)] : []))].map((one) => ({ zone, one })),
  )
  const strikes = (moment: string, zone: string, hour: number) =>
    localTime(moment, zone).endsWith(` ${String(hour).padStart(2, '0')}:00`)
  return quarters.filter((moment) => theirs.some(({ zone, one }) => strikes(moment, zone, one)))
}

async function begin(app: TestApp, reader: Reader, email: string) {
  app.settings({ SEND_HOUR: String(reader.hour) })
  await app.signUp({ email, timeZone: reader.zone })
  const done = await (await app.confirm(email)).text()
  const lesson = await app.letterTo(email, 'lesson')
  const [, comes = ''] = /Lesson 2 comes ([^.]+)\./.exec(done) ?? []
  return { reader, email, lesson, said: { day: 2, moment: await momentOf(app, comes, reader.zone) } }
}

/** What the page says; null during a pause, when it says until when. */
async function onPreferences(app: TestApp, lesson: Letter, zone: string): Promise<Said | null> {
  const page = await (await app.fetch(linkTo('preferences', lesson))).text()
  const [, day, comes] = /Lesson (\d) of 7 comes ([^<.]+)\./.exec(page) ?? []
  if (comes !== undefined) return { day: Number(day), moment: await momentOf(app, comes, zone) }
  expect(/<p class="lead">([^<]*)/.exec(page)?.[1]).toBe(
    'The letters rest. The pause ends tomorrow, and nothing is lost.',
  )
  return null
}

/** `tomorrow, at 7:00 in the morning, Vienna time` as `2026-03-03 07:00`, read at this moment of the clock. */
async function momentOf(app: TestApp, said: string, zone: string): Promise<string> {
  const now = await app.clock.now()
  const [when = '', hour = ''] = said.replace(/\s+/g, ' ').split(/, at /)
  const days = Array.from({ length: 15 }, (_, ahead) =>
    localTime(Date.parse(now) + ahead * 86_400_000, zone).slice(0, 10),
  )
  const spoken = (date: string) =>
    `on ${new Date(`${date}T12:00Z`).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).replace(',', '')}`
  const date =
    when === 'today' ? days[0] : when === 'tomorrow' ? days[1] : days.slice(2).find((day) => spoken(day) === when)
  return `${date} ${clockOf(hour)}`
}

function clockOf(hour: string): string {
  if (hour.startsWith('midnight')) return '00:00'
  if (hour.startsWith('noon')) return '12:00'
  const [, figure = '', part = ''] = /^(\d+):00 (?:at|in the) (\w+)/.exec(hour) ?? []
  const late = part === 'afternoon' || part === 'evening' || (part === 'night' && Number(figure) > 9)
  return `${String(Number(figure) + (late && figure !== '12' ? 12 : 0)).padStart(2, '0')}:00`
}

async function wish(app: TestApp, lesson: Letter, form: string, fields: Record<string, string>) {
  expect((await app.post(`${linkTo('preferences', lesson)}${form}`, fields)).status).toBe(303)
}
