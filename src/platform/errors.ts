/** A failure with a code for programs and a sentence for a person; one map in `app` turns codes into HTTP. */
export type Problem = Error & { code: ProblemCode }

export type ProblemCode =
  | 'bad_settings'
  | 'bad_input'
  | 'bad_signature'
  | 'cross_site'
  | 'link_broken'
  | 'link_expired'
  | 'not_a_picture'
  | 'not_found'
  | 'too_large'
  | 'too_many_requests'
  | 'try_again'

const ours = new WeakSet<Error>()

/** Makes a problem to throw; the sentence is shown to people as it is. */
export function problem(code: ProblemCode, sentence: string): Problem {
  const made = Object.assign(new Error(sentence), { code })
  ours.add(made)
  return made
}

/** Whether something caught is one of ours. */
export function isProblem(error: unknown): error is Problem {
  return error instanceof Error && ours.has(error)
}
