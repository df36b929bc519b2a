import { accept, refused, type Sending } from './accept.ts'
import type { Box, Reply } from './box.ts'
import { asList, bareAddress, type Posted } from './judge.ts'
import { refusals } from './refusals.ts'
import type { Order } from './wire.ts'

/** What comes of a request: an answer, or a line that stays open, or is cut. */
export type Outcome = (Reply & { replayed?: boolean }) | { silence: 'hold'; holdMs: number } | { silence: 'cut' }

/** The order that this request meets, counted down; undefined when all is well. */
export function takeOrder(box: Box, request: { path: string; key: string | null; body: unknown }): Order | undefined {
  const order = box.orders.find(({ match }) => matches(match, request))
  if (!order) return undefined
  if (order.skip) {
    order.skip -= 1
    return undefined
  }
  order.next = (order.next ?? 1) - 1
  if (order.next <= 0) box.orders.splice(box.orders.indexOf(order), 1)
  return order
}

/** Does the work of a request, or the trouble that was ordered in its place. */
export async function carryOut(order: Order | undefined, box: Box, work: () => Promise<Reply>, sending?: Sending) {
  if (!order) return await work()
  if (order.do.endsWith('-after-acceptance')) await work()
  return await makeTrouble(order, box, sending)
}

async function makeTrouble(order: Order, box: Box, sending?: Sending): Promise<Outcome> {
  switch (order.do) {
    case '500':
    case '500-after-acceptance':
      return refused(refusals.unexpected)
    case '503':
      return refused(refusals.unavailable)
    case '502-page':
      return { status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' }
    case '429':
      return {
        ...refused(refusals.tooFast(box.settings.rate ?? 10)),
        headers: { 'retry-after': String(order.retryAfter ?? 1), 'ratelimit-remaining': '0' },
      }
    case 'daily-quota':
      return refused(refusals.dailyQuota)
    case 'monthly-quota':
      return refused(refusals.monthlyQuota)
    case 'unverified-domain':
      return refused(refusals.unverifiedDomain(senderDomain(sending?.body)))
    case '409-in-flight':
      // The first request is taken to be still under way, and to succeed: whoever asks again hears its answer.
      if (sending) await accept(box, sending)
      return refused(refusals.inFlight)
    case '409-accepted-before':
      if (sending) await accept(box, sending)
      return refused(refusals.otherPayload)
    case 'timeout':
    case 'timeout-after-acceptance':
      return { silence: 'hold', holdMs: order.holdMs ?? 60_000 }
    case 'reset':
    case 'reset-after-acceptance':
      return { silence: 'cut' }
  }
}

function matches(match: Order['match'], { path, key, body }: { path: string; key: string | null; body: unknown }) {
  if (match?.path !== undefined && match.path !== path) return false
  if (match?.key !== undefined && match.key !== key) return false
  if (match?.to === undefined) return true
  return lettersIn(body).some((letter) => asList(letter.to).some((to) => bareAddress(to) === match.to))
}

/** The letters in a request's body, as far as it has any. */
export const lettersIn = (body: unknown): Posted[] =>
  [body].flat().filter((letter): letter is Posted => typeof letter === 'object' && letter !== null)

const senderDomain = (body: unknown) => bareAddress(String(lettersIn(body)[0]?.from ?? '')).split('@')[1] ?? ''
