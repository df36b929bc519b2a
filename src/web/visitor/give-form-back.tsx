import type { Context } from 'hono'
import { answerProblem, show } from '../http/answer'
import type { WebEnv } from '../http/context'
import { BUSY, RETRY_AFTER_S } from '../ui/failed'
import { invitation } from './invitation'
import { Landing, type LandingProps } from './landing'
import { isJson, type Typed } from './read-sign-up'

/** The form as it was typed, with a sentence at each field; a program gets the same sentences by name. */
export function refuse(c: Context<WebEnv>, typed: Typed, errors: LandingProps['signUp']['errors']) {
  if (isJson(c)) {
    return answerProblem(c, { status: 422, code: 'bad_input', title: 'Some fields need another look.', errors })
  }
  return showForm(c, typed, errors, 422)
}

/** Why the form is to be sent again, and after how long. */
export type Wait = { seconds: number; sentence: string; status?: 429 | 503 }

export const FROM_YOUR_NETWORK: Wait = {
  seconds: 60,
  sentence: 'There were many sign-ups from your network just now. Please wait a minute and try again.',
}
export const ALL_AT_ONCE: Wait = {
  seconds: 900,
  sentence: 'More people than usual are signing up at this moment. Please try again in a quarter of an hour.',
}
export const DATABASE_AWAY: Wait = { seconds: RETRY_AFTER_S, sentence: BUSY, status: 503 }

/** The form as it was typed, and when to send it again; it says nothing of the address. */
export function askToWait(c: Context<WebEnv>, typed: Typed, { seconds, sentence, status = 429 }: Wait) {
  c.header('Retry-After', String(seconds))
  const code = status === 503 ? 'try_again' : 'too_many_requests'
  if (isJson(c)) return answerProblem(c, { status, code, title: sentence })
  return showForm(c, typed, { wait: sentence }, status)
}

function showForm(c: Context<WebEnv>, typed: Typed, errors: LandingProps['signUp']['errors'], status: 422 | 429 | 503) {
  const { email, firstName, timeZone, course, page, referrer, utm } = typed
  const signUp = { values: { email, firstName, timeZone }, errors, page, utm, ...(referrer ? { referrer } : {}) }
  return show(c, <Landing {...invitation(c.var.app, course, signUp)} />, status)
}
