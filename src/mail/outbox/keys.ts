/** A dedupe key as the provider's tag may hold it (letters, digits, `-` and `_`); keys themselves have no underscore. */
export function tagOf(dedupeKey: string): string {
  return dedupeKey.replaceAll('/', '_')
}

/** The dedupe key behind a tag. */
export function keyOf(tag: string): string {
  return tag.replaceAll('_', '/')
}
