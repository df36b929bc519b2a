import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../scripts/support/bin.ts'
import type { Guard, Killer } from './guard.ts'

/** Sentences on guards that cannot be tried: their text is no longer in its file, or no test has the words that must notice. */
export function findStale(guards: readonly Guard[]): string[] {
  return guards.flatMap(({ name, edits, by }) => [
    ...edits
      .filter(({ file, from }) => !read(file).includes(from))
      .map(({ file, from }) => `${file} no longer has, for "${name}": ${from}`),
    ...(testFilesOf(by).length > 0 ? [] : [`"${name}" names no test file: ${by.file}`]),
  ])
}

const texts = new Map<string, string>()
function read(file: string): string {
  const text = texts.get(file) ?? readFileSync(join(root, file), 'utf8')
  texts.set(file, text)
  return text
}

const testFiles = globSync('{test,scripts,emails}/**/*.test.{ts,tsx}', { cwd: root })

/** The test files that a killer means. */
export function testFilesOf({ file }: Killer): string[] {
  return testFiles.filter((path) => path.includes(file))
}
