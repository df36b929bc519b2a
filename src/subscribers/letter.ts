import { sql } from 'drizzle-orm'
import type { CompiledTemplate, Course, letterKinds } from '#letters'
import { autoSubmitted } from '../mail/outbox/headers'
import { defineLetterKind } from '../mail/outbox/letter-kind'
import { hashOf } from '../mail/outbox/template-content'
import { int, moment, text } from '../platform/columns'
import { isSuppressed } from './active'
import { addressKey, hashAddress } from './address-hash'
import { commaName } from './greeting'
import { toSubscriber } from './recipient'
import { ANSWERS, confirmationOf } from './subscribe'

const fills: (typeof letterKinds)['confirm'] = {
  gaps: ['commaName'],
  links: ['confirmUrl', 'preferencesUrl', 'neverUrl'],
}

type Confirmation = Pick<Course, 'slug' | 'number' | 'confirm'>

/**
 * The letters that answer a sign-up: please confirm, or you are reading already. Neither repeats what was typed.
 * `before` is the course of confirmations from before there was a choice.
 */
export function signUpLetters(
  letters: { alreadyReading: CompiledTemplate },
  courses: readonly Confirmation[],
  before: Confirmation | undefined,
) {
  const templates = new Map<string, { content: CompiledTemplate; course?: number }>([
    ['alreadyReading', { content: letters.alreadyReading }],
    ...(before ? [['confirm', { content: before.confirm, course: before.number }] as const] : []),
    ...courses.map(
      ({ slug, confirm, number }) => [confirmationOf(slug), { content: confirm, course: number }] as const,
    ),
  ])
  return defineLetterKind({
    source: ANSWERS,
    ...fills,
    headers: autoSubmitted,
    mayLeave: () => sql`exists (select 1 from subscribers s where s.id = d.subscriber_id and not ${isSuppressed})`,
    ...toSubscriber,
    columns: {
      subscriberId: int`s.id`,
      firstName: text`s.first_name`,
      issuedAt: moment`d.created_at`,
      addressKey: text`${addressKey}`,
    },
    compose({ template, email, subscriberId, firstName, issuedAt, addressKey }) {
      const found = templates.get(template)
      return found
        ? {
            template: found.content,
            gaps: { commaName: commaName(firstName) },
            links: {
              confirmUrl: ['confirm', subscriberId, issuedAt, ...(found.course === undefined ? [] : [found.course])],
              preferencesUrl: ['preferences', subscriberId],
              neverUrl: ['never', subscriberId, ...hashAddress(addressKey, email)],
            },
          }
        : null
    },
    hashesOf: (name) => [templates.get(name)].flatMap((found) => (found ? [hashOf(found.content)] : [])),
    mayBeForgotten: true,
    readKey: (key) => (/^confirmation\//.test(key) ? { sourceId: null, part: null } : null),
  })
}
