/** A dedupe key as the provider's tag may hold it (letters, digits, `-` and `_`); keys themselves have no underscore. */
export function tagOf(dedupeKey: string): string {
  return dedupeKey.replaceAll('/', '_')
}

/** The dedupe key behind a tag. */
export function keyOf(tag: string): string {
  return tag.replaceAll('_', '/')
}

/**
 * The provider forgets a key after 24 hours (resend.com/docs/dashboard/emails/idempotency-keys); we stop trusting it
 * before.
 */
export const KEY_TRUSTED_MS = 23 * 3_600_000
