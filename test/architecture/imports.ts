import { dirname, join } from 'node:path/posix'
import {
  isCallExpression,
  isExportDeclaration,
  isExternalModuleReference,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast'
import { placeOf, whyNot } from './layers.ts'
import { type Breach, breach, nodesOf, type Source } from './parse.ts'
import { nameOf, textOf } from './text.ts'

/** What a file imports, in whatever way; `from` is null where only running it would tell. */
export type Import = { from: string | null; node: Node; typesOnly: boolean }

/** All that a file imports: declarations, `export from`, `import()`, types by `import('…')`, `import =` and `require`. */
export function importsOf({ root }: Source): Import[] {
  return [...nodesOf(root)].flatMap((node) => {
    const specifier = specifierOf(node)
    if (specifier === undefined) return []
    return [{ from: specifier && textOf(specifier), node, typesOnly: typesOnly(node) }]
  })
}

/** Nobody imports from above, from a sibling, or from outside of `src`. */
export function checkImports(source: Source): Breach[] {
  const here = placeOf(source.path)
  return importsOf(source).flatMap(({ from, node }) => {
    const say = (what: string) => [breach(source, node.getStart(source.root), what)]
    if (from === null) return say('imports what only running it would tell')
    if (!from.startsWith('.') && !from.startsWith('/')) return []
    const target = targetOf(source.path, from)
    if (!target.startsWith('src/')) return say(`imports ${target}, outside of src`)
    const there = placeOf(target)
    const why = here && there && whyNot(here, there)
    return there === null ? say(`imports ${target}, which has no place`) : why ? say(`imports ${target}, ${why}`) : []
  })
}

/** The letters, and all else that is built before `src`, import nothing from it. */
export function checkOutsider(source: Source): Breach[] {
  return importsOf(source).flatMap(({ from, node }) =>
    from?.startsWith('.') && targetOf(source.path, from).startsWith('src/')
      ? [breach(source, node.getStart(source.root), `imports ${from}`)]
      : [],
  )
}

/** The path from the root that a relative specifier means. */
export function targetOf(path: string, from: string): string {
  return join(dirname(path), from).replace(/\.[jt]sx?$/, '')
}

// Undefined for a node that imports nothing, null for one that says nowhere what.
function specifierOf(node: Node): Node | null | undefined {
  if (isImportDeclaration(node)) return node.moduleSpecifier
  if (isExportDeclaration(node)) return node.moduleSpecifier
  if (isExternalModuleReference(node)) return node.expression
  if (isImportTypeNode(node)) return isLiteralTypeNode(node.argument) ? node.argument.literal : null
  if (!isCallExpression(node)) return undefined
  const { kind } = node.expression
  const loads = kind === SyntaxKind.ImportKeyword || /^(require|createRequire)$/.test(nameOf(node.expression))
  return loads ? (node.arguments[0] ?? null) : undefined
}

function typesOnly(node: Node): boolean {
  if (isImportTypeNode(node)) return true
  if (isExportDeclaration(node)) return node.isTypeOnly
  return isImportDeclaration(node) && node.importClause?.phaseModifier === SyntaxKind.TypeKeyword
}
