import { accept, refused, type Sending } from './accept.ts'
import type { EmulatorInbox, Reply } from './inbox.ts'
import type { InjectedFault } from './protocol.ts'
import { refusals } from './refusals.ts'
import { asList, bareAddress, type Posted } from './validate.ts'

/** The result of a request: an answer, or a connection that stays open, or is cut. */
export type Answer = (Reply & { replayed?: boolean }) | { silence: 'hold'; holdMs: number } | { silence: 'cut' }

/** The fault that this request meets, counted down; undefined when all is well. */
export function takeFault(
  inbox: EmulatorInbox,
  request: { path: string; key: string | null; body: unknown },
): InjectedFault | undefined {
  const fault = inbox.faults.find(({ match }) => matches(match, request))
  if (!fault) return undefined
  if (fault.skip) {
    fault.skip -= 1
    return undefined
  }
  fault.next = (fault.next ?? 1) - 1
  if (fault.next <= 0) inbox.faults.splice(inbox.faults.indexOf(fault), 1)
  return fault
}

/** Does the work of a request, or fails as was asked. */
export async function answerOrFail(
  fault: InjectedFault | undefined,
  inbox: EmulatorInbox,
  work: () => Promise<Reply>,
  sending?: Sending,
) {
  if (!fault) return await work()
  if (fault.do.endsWith('-after-acceptance')) await work()
  return await fail(fault, inbox, sending)
}

async function fail(fault: InjectedFault, inbox: EmulatorInbox, sending?: Sending): Promise<Answer> {
  switch (fault.do) {
    case '500':
    case '500-after-acceptance':
      return refused(refusals.unexpected)
    case '503':
      return refused(refusals.unavailable)
    case '502-page':
      return { status: 502, body: '<html><body><h1>502 Bad Gateway</h1></body></html>' }
    case '429':
      return {
        ...refused(refusals.tooFast(inbox.settings.rate ?? 10)),
        headers: { 'retry-after': String(fault.retryAfter ?? 1), 'ratelimit-remaining': '0' },
      }
    case 'daily-quota':
      return refused(refusals.dailyQuota)
    case 'monthly-quota':
      return refused(refusals.monthlyQuota)
    case 'unverified-domain':
      return refused(refusals.unverifiedDomain(senderDomain(sending?.body)))
    case '409-in-flight':
      // The first request is taken to be still under way, and to succeed: a repeat gets its answer.
      if (sending) await accept(inbox, sending)
      return refused(refusals.inFlight)
    case '409-accepted-before':
      if (sending) await accept(inbox, sending)
      return refused(refusals.otherPayload)
    case 'timeout':
    case 'timeout-after-acceptance':
      return { silence: 'hold', holdMs: fault.holdMs ?? 60_000 }
    case 'reset':
    case 'reset-after-acceptance':
      return { silence: 'cut' }
  }
}

function matches(
  match: InjectedFault['match'],
  { path, key, body }: { path: string; key: string | null; body: unknown },
) {
  if (match?.path !== undefined && match.path !== path) return false
  if (match?.key !== undefined && match.key !== key) return false
  if (match?.to === undefined) return true
  return lettersIn(body).some((letter) => asList(letter.to).some((to) => bareAddress(to) === match.to))
}

/** The letters in a request's body, as far as it has any. */
export const lettersIn = (body: unknown): Posted[] =>
  [body].flat().filter((letter): letter is Posted => typeof letter === 'object' && letter !== null)

const senderDomain = (body: unknown) => bareAddress(String(lettersIn(body)[0]?.from ?? '')).split('@')[1] ?? ''
