import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/support/bin.ts'
import { testFilesOf } from './find-stale.ts'
import type { Guard } from './guard.ts'
import type { Verdict } from './scratch.ts'

const file = join(root, '.build/mutants.json')

/** The verdicts of earlier runs, which stand as long as the guard, the files it edits and its tests are what they were. */
export function openRecord() {
  const verdicts: Record<string, Verdict> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  return {
    find: (guard: Guard): Verdict | undefined => verdicts[hashOf(guard)],
    keep: (guard: Guard, verdict: Verdict) => {
      verdicts[hashOf(guard)] = verdict
      writeFileSync(file, JSON.stringify(verdicts, null, 1))
    },
  }
}

function hashOf({ name, edits, by }: Guard): string {
  const hash = createHash('sha256').update(JSON.stringify([edits, by]))
  for (const path of [...edits.map((edit) => edit.file), ...testFilesOf(by)])
    hash.update(readFileSync(join(root, path)))
  return `${name} ${hash.digest('hex').slice(0, 16)}`
}
