import { env } from 'cloudflare:workers'
import type { Bindings } from '../../../src/context.ts'
import worker from '../../../src/index.ts'

type Waiting = { id: string; timestamp: Date; attempts: number; body: unknown }

/** As wrangler.toml has it. */
const MAX_BATCH_SIZE = 100

const real = Reflect.get(env, 'EVENTS') as Bindings['EVENTS']

/**
 * Puts a queue of the test's own in the place of EVENTS: what the service sends to it waits until the test lets it be
 * delivered, and what is not acknowledged waits on. So nobody has to guess when the real one will come.
 */
export function useEventsQueue() {
  const waiting: Waiting[] = []
  let count = 0

  const send = async (event: unknown) => {
    const body: unknown = JSON.parse(JSON.stringify(event))
    waiting.push({ id: `message-${count++}`, timestamp: new Date(), attempts: 1, body })
  }
  const refuse = async () => {
    throw new Error('Queue send failed: Too Many Requests')
  }
  const setQueue = (queue: unknown) => void Object.assign(env, { EVENTS: queue })
  setQueue({ send })

  /** Delivers everything that waits once, a hundred at a time; returns after how many seconds each of those left is to come again. */
  const deliverEvents = async (queue = 'galea-events'): Promise<number[]> => {
    const delays: number[] = []
    for (const due = [...waiting]; due.length > 0; ) {
      const messages = due.splice(0, MAX_BATCH_SIZE).map((message) => ({
        ...message,
        ack: () => void waiting.splice(waiting.indexOf(message), 1),
        retry: ({ delaySeconds = 0 } = {}) => {
          message.attempts++
          delays.push(delaySeconds)
        },
      }))
      await worker.queue({ queue, messages } as never, env as unknown as Bindings)
    }
    return delays
  }

  return {
    waitingEvents: () => waiting.map(({ body }) => body),
    /** Puts something onto the queue, whatever it is. */
    putOnEventsQueue: send,
    deliverEvents,
    /** From here on the queue refuses, as when the operations of the plan are spent; or takes again. */
    refuseEvents: (refuses = true) => setQueue({ send: refuses ? refuse : send }),
    /** From here on events go through the real queue, or through none. */
    useRealEventsQueue: () => setQueue(real),
    useNoEventsQueue: () => setQueue(undefined),
  }
}
