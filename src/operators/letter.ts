import { sql } from 'drizzle-orm'
import type { CompiledTemplate, letterKinds } from '#letters'
import { autoSubmitted } from '../mail/outbox/headers'
import { defineLetterKind } from '../mail/outbox/letter-kind'
import { hashOf } from '../mail/outbox/template-content'
import { int } from '../platform/columns'
import { isOperator } from './active'
import { SIGN_IN_LETTERS } from './enqueue-link'

const fills: (typeof letterKinds)['signin'] = { gaps: [], links: ['signInUrl'] }

/** The letters with a link to sign in: what an operator asked for, and an invitation. Neither repeats what was typed. */
export function signInLetters(letters: { signIn: CompiledTemplate; invitation: CompiledTemplate }) {
  const templates = new Map(Object.entries({ signIn: letters.signIn, invitation: letters.invitation }))
  return defineLetterKind({
    source: SIGN_IN_LETTERS,
    ...fills,
    headers: autoSubmitted,
    mayLeave: (now) => sql`exists (
      select 1 from sign_in_links l join operators o on o.id = l.operator_id
      where l.id = d.source_id and l.used_at is null and l.expires_at > ${now} and ${isOperator})`,
    email: sql`o.email`,
    columns: { operatorId: int`o.id`, linkId: int`coalesce(d.source_id, 0)` },
    join: sql`join operators o on o.id = d.operator_id`,
    compose({ template, linkId, operatorId }) {
      const found = templates.get(template)
      return found ? { template: found, gaps: {}, links: { signInUrl: ['admin/sign-in', linkId, operatorId] } } : null
    },
    hashesOf: (name) => [templates.get(name)].flatMap((found) => (found ? [hashOf(found)] : [])),
    readKey(key) {
      const [, id] = /^signin\/(\d+)$/.exec(key) ?? []
      return id === undefined ? null : { sourceId: Number(id), part: null }
    },
  })
}
