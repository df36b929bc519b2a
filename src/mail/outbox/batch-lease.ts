import type { Kind } from './schema'

/** A batch as its sender holds it; `doubtSince` is the doubt from before this attempt. */
export type BatchLease = { id: string; kind: Kind; lease: string; attempts: number; doubtSince: number | null }

/** The result of one try of a batch. */
export type BatchResult =
  | { result: 'nothing_to_do' }
  | { result: 'settled'; accepted: number; refused: number }
  | { result: 'split'; into: readonly { id: string; kind: Kind | 'unknown' }[] }
  | { result: 'try_again'; afterMs: number; reason?: string }
  | { result: 'stopped'; reason: string }
