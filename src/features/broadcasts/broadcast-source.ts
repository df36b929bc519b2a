/** What a broadcast's letter is in the outbox. */
export const BROADCASTS = { kind: 'broadcast', source: 'broadcast', to: 'subscriber' } as const

/** A broadcast letter that waits this long after its moment is held for the practitioner's decision. */
export const HOLD_AFTER_MS = 48 * 3_600_000
