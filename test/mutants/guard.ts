/** A change of one place in the source. */
export type Edit = { file: string; from: string; to: string }

/** The tests that must notice: a project of vitest, a file of it, and words of a test's name. */
export type Killer = { project: 'unit' | 'journeys' | 'chaos'; file: string; named: string | undefined }

/** A guard of the service, the edits that take it out, and the tests that must notice; or why nobody can. */
export type Guard = { name: string; edits: Edit[]; by: Killer; unnoticed?: string }

const killer =
  (project: Killer['project']) =>
  (file: string, named?: string): Killer => ({ project, file, named })
export const unit = killer('unit')
export const journeys = killer('journeys')
export const chaos = killer('chaos')

/** A guard that one edit takes out; `file` is seen from the root. */
export const guard = (name: string, file: string, from: string, to: string, by: Killer): Guard => ({
  name,
  edits: [{ file, from, to }],
  by,
})

/** A guard in several places: each alone would be enough. */
export const guards = (name: string, edits: [file: string, from: string, to: string][], by: Killer): Guard => ({
  name,
  edits: edits.map(([file, from, to]) => ({ file, from, to })),
  by,
})
