import { globSync, readFileSync } from 'node:fs'
import type { Node, SourceFile } from 'typescript/unstable/ast'
import { createVirtualFileSystem } from 'typescript/unstable/fs'
import { API } from 'typescript/unstable/sync'

/** A file as the compiler's own parser reads it; `path` is seen from the root, with slashes. */
export type Source = { path: string; root: SourceFile }

/** What breaks a rule, and in which line. */
export type Breach = { path: string; line: number; breaks: string }

/** A rule reads one file among all of them. */
export type Rule = (source: Source) => Breach[]

/**
 * Parses texts in one go; they know nothing of each other. The API of TypeScript 7 still calls itself unstable, so this
 * file and the kinds of nodes are all that the rules ask of it.
 */
export function parse(texts: readonly { path: string; text: string }[]): Source[] {
  const placed = texts.map(({ path, text }, i) => ({ path, text, at: `/${i}/${path}` }))
  const settings = { compilerOptions: { ...ALONE, jsx: 'preserve' }, files: placed.map(({ at }) => at) }
  const files = Object.fromEntries(placed.map(({ at, text }) => [at, text]))
  const api = new API({ fs: createVirtualFileSystem({ ...files, '/tsconfig.json': JSON.stringify(settings) }) })
  try {
    const program = api.updateSnapshot({ openProjects: ['/tsconfig.json'] }).getProject('/tsconfig.json')?.program
    return placed.map(({ path, at }) => {
      const root = program?.getSourceFile(at)
      if (!root || program?.getSyntacticDiagnostics(at).length !== 0) throw new Error(`${path} cannot be parsed`)
      return { path, root }
    })
  } finally {
    api.close()
  }
}

// Nothing is resolved, so a text stands for itself.
const ALONE = { noResolve: true, noLib: true, types: [], noEmit: true, allowImportingTsExtensions: true }

/** Parses the files that a pattern finds below the root. */
export function parseFiles(pattern: string, without: RegExp): Source[] {
  const paths = globSync(pattern)
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !without.test(path))
  return parse(paths.toSorted().map((path) => ({ path, text: readFileSync(path, 'utf8') })))
}

/** Every node of a tree, from the top down, in the order of the text. */
export function* nodesOf(node: Node): Generator<Node> {
  yield node
  const children: Node[] = []
  node.forEachChild((child) => void children.push(child))
  for (const child of children) yield* nodesOf(child)
}

/** A breach at a position of the text. */
export function breach({ path, root }: Source, position: number, breaks: string): Breach {
  return { path, line: root.getLineAndCharacterOfPosition(position).line + 1, breaks }
}
