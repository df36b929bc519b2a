/** The folders of the plan (docs/decisions), lowest first; those of one line are siblings and do not know each other. */
const LINES = [
  [/^src\/(platform)\/[^/]+$/],
  [/^src\/(mail)\/(?:provider|phrase|recipients)$/],
  [/^src\/(mail\/suppressions|mail\/counts|mail\/providers\/resend)\/[^/]+$/],
  [/^src\/(mail\/outbox)\/[^/]+$/],
  [/^src\/(mail\/reconciliation)\/[^/]+$/],
  [/^src\/(subscribers)\/[^/]+$/, /^src\/(operators)\/[^/]+$/],
  [/^src\/(features\/broadcasts\/document)\/[^/]+$/],
  [/^src\/(features\/broadcasts\/starting-points)\/[^/]+$/],
  [/^src\/(features\/broadcasts\/links)\/[^/]+$/],
  [/^src\/(features\/(?:courses|broadcasts|bookings|imports|insights|media|settings))\/[^/]+$/],
  [/^src\/(features\/broadcasts\/check)\/[^/]+$/],
  [/^src\/(context)$/],
  [/^src\/(jobs)\/[^/]+$/, /^src\/(web\/ui)\/[^/]+$/],
  [/^src\/(web\/http)\/[^/]+$/],
  [/^src\/(web\/admin\/ui)\/[^/]+$/],
  [/^src\/(web\/(?:visitor|reader|webhooks|health|media|dev|api))\/[^/]+$/, /^src\/(web\/admin)\/(?:[^/]+\/)?[^/]+$/],
  [/^src\/(web)\/app$/],
  [/^src\/(composition)$/],
  [/^src\/(index)$/],
]

/** Folders that not everybody above may know: an adapter, and what runs without a caller. */
const KNOWN_TO: Record<string, RegExp> = {
  'mail/providers/resend': /^(web\/webhooks|composition)$/,
  jobs: /^(composition|index)$/,
}

/** Where a file stands: its folder, and on which line of the plan. */
export type Place = { folder: string; line: number }

/** The place of a file, with or without its ending; null when the plan has none for it. */
export function placeOf(path: string): Place | null {
  const name = path.replace(/\.tsx?$/, '')
  for (const [line, folders] of LINES.entries()) {
    for (const folder of folders) {
      const [, found] = folder.exec(name) ?? []
      if (found !== undefined) return { folder: found, line }
    }
  }
  return null
}

/** Why a file may not use what another folder has, or null when it may. */
export function whyNot(from: Place, to: Place): string | null {
  if (from.folder === to.folder) return null
  if (to.line > from.line) return 'above it'
  if (to.line === from.line) return 'beside it'
  const knownTo = KNOWN_TO[to.folder]
  return knownTo && !knownTo.test(from.folder) ? 'which it does not know' : null
}
