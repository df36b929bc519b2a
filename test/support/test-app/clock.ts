import type { EmulatorClient } from '../../../scripts/resend-emulator/client.ts'
import { developmentSettings } from '../../../scripts/support/settings.ts'
import { answerOf, type Client } from './client.ts'
import { until } from './until.ts'

export type Tick = { planned: number; sent: number; retried: number; failed: number }

/** The clock of an app, and what happens as it goes on. */
export function clockOf({ fetch, post, postJson }: Client, emulator: EmulatorClient) {
  const turn = async (change: { now: string } | { advance: string }) => {
    const { now } = await answerOf<{ now: string }>(postJson('/dev/clock', change))
    await emulator.change({ now })
    return now
  }

  const clock = {
    now: async () => (await answerOf<{ now: string }>(fetch('/dev/clock'))).now,
    /** Turns the clock of the service, and the emulator's with it, to an ISO instant. */
    set: (now: string) => turn({ now }),
    /** Turns both on by an ISO duration. */
    advance: (duration: string) => turn({ advance: duration }),
  }

  /** One tick of the schedule, through to the last letter it put on the queue. */
  const tick = () => answerOf<Tick>(post('/dev/tick'))

  /** Turns the clock to each of these instants in turn, with a tick at each. */
  const liveThrough = async (instants: readonly string[]) => {
    for (const now of instants) {
      await clock.set(now)
      await tick()
    }
  }

  /** What `/healthz` says to someone who has its token. */
  const health = () => fetch('/healthz', { headers: { authorization: `Bearer ${developmentSettings.HEALTH_TOKEN}` } })

  /** Waits until nothing that is due is under way any more, such as a letter that is sent at once. */
  const quiet = () =>
    until('Letters are still due.', async () => {
      const { due } = await (await health()).json<{ due: number }>()
      return due === 0
    })

  return { clock, tick, liveThrough, health, quiet }
}
