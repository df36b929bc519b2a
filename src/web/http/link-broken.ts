import { problem } from '../../platform/errors'

/** The problem of a link whose token opens nothing, as when a mail program cut it. */
export function linkBroken() {
  return problem('link_broken', 'This link is not whole. Please open it again from the letter, or copy all of it.')
}
