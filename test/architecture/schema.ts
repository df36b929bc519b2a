import {
  isCallExpression,
  isIdentifier,
  isImportDeclaration,
  isNamedImports,
  isNamespaceImport,
  isPropertyAccessExpression,
  isVariableDeclaration,
} from 'typescript/unstable/ast'
import { targetOf } from './imports.ts'
import { placeOf } from './layers.ts'
import { nodesOf, type Source } from './parse.ts'
import type { TableAt } from './sql.ts'
import { nameOf, textOf } from './text.ts'

/** A table, the folder that it belongs to, and where it is declared under which name. */
export type Table = { name: string; folder: string; schema: string; symbol: string }

/** The tables that a schema declares. */
export function tablesOf({ path, root }: Source): Table[] {
  if (!path.endsWith('/schema.ts')) return []
  const folder = placeOf(path)?.folder ?? ''
  return [...nodesOf(root)].flatMap((node) => {
    if (!isVariableDeclaration(node) || !node.initializer || !isCallExpression(node.initializer)) return []
    const [name] = node.initializer.arguments
    const text = name && nameOf(node.initializer.expression) === 'sqliteTable' ? textOf(name) : null
    return text === null ? [] : [{ name: text, folder, schema: path, symbol: nameOf(node.name) }]
  })
}

/** Which table a name of this file stands for: imported by its own or another name, behind a module's, or declared here. */
export function tablesIn({ path, root }: Source, tables: readonly Table[]): TableAt {
  const own = new Map<string, string>()
  const modules = new Map<string, string>()
  for (const table of tables) if (table.schema === path) own.set(table.symbol, table.name)
  for (const node of nodesOf(root)) {
    if (!isImportDeclaration(node)) continue
    const schema = `${targetOf(path, textOf(node.moduleSpecifier) ?? '')}.ts`
    const named = node.importClause?.namedBindings
    if (named && isNamespaceImport(named)) modules.set(named.name.text, schema)
    for (const { name, propertyName } of named && isNamedImports(named) ? named.elements : []) {
      const table = tables.find((one) => one.schema === schema && one.symbol === (propertyName ?? name).text)
      if (table) own.set(name.text, table.name)
    }
  }
  return (node) => {
    if (isIdentifier(node)) return own.get(node.text) ?? null
    if (!isPropertyAccessExpression(node)) return null
    const schema = modules.get(nameOf(node.expression))
    return tables.find((one) => one.schema === schema && one.symbol === node.name.text)?.name ?? null
  }
}
