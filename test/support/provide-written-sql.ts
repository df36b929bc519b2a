import { execFileSync } from 'node:child_process'
import type { TestProject } from 'vitest/node'

/** Tells the journeys every piece of SQL that the source writes; a process of its own, since the parser is a program. */
export default function provideWrittenSql(project: TestProject) {
  const printed = execFileSync(process.execPath, ['test/architecture/print-written-sql.ts'], { encoding: 'utf8' })
  project.provide('writtenSql', JSON.parse(printed))
}
