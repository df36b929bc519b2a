import { refused } from './accept.ts'
import type { EmulatorInbox, Reply } from './inbox.ts'
import type { Letter } from './protocol.ts'
import { refusals } from './refusals.ts'

/** `GET /emails`: newest first, a page at a time, without content and tags. */
export function list(inbox: EmulatorInbox, query: URLSearchParams): Reply {
  const limit = Number(query.get('limit') ?? 20)
  const [after, before] = [query.get('after'), query.get('before')]
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    return refused(refusals.badParameter('The `limit` must be between 1 and 100.'))
  }
  if (after !== null && before !== null) {
    return refused(refusals.badParameter('Only one of `after` and `before` may be given.'))
  }

  const all = inbox.letters.toReversed()
  const cursor = after ?? before
  const place = cursor === null ? -1 : all.findIndex((letter) => letter.id === cursor)
  if (cursor !== null && place < 0) return refused(refusals.badParameter('The pagination cursor does not exist.'))

  const rest = before === null ? all.slice(place + 1) : all.slice(0, place)
  const page = before === null ? rest.slice(0, limit) : rest.slice(-limit)
  return { status: 200, body: { object: 'list', has_more: rest.length > page.length, data: page.map(summary) } }
}

/** `GET /emails/:id`: the whole letter, tags too. */
export function retrieve(inbox: EmulatorInbox, id: string): Reply {
  const letter = inbox.letters.find((one) => one.id === id)
  if (!letter) return refused(refusals.noSuchLetter)
  const tags = Object.entries(letter.tags).map(([name, value]) => ({ name, value }))
  return { status: 200, body: { object: 'email', ...summary(letter), html: letter.html, text: letter.text, tags } }
}

const summary = (letter: Letter) => ({
  id: letter.id,
  message_id: `<${letter.id}@resend.test>`,
  to: letter.to,
  from: letter.from,
  created_at: letter.acceptedAt.replace('T', ' ').replace('Z', '+00'),
  subject: letter.subject,
  bcc: null,
  cc: null,
  reply_to: letter.replyTo.length > 0 ? letter.replyTo : null,
  last_event: letter.lastEvent,
  scheduled_at: null,
  topic_id: null,
})
