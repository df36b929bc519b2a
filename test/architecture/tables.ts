import {
  isCallExpression,
  isExportDeclaration,
  isExportSpecifier,
  isImportSpecifier,
  isPropertyAccessExpression,
  isShorthandPropertyAssignment,
  isTemplateSpan,
  isTypeQueryNode,
  type Node,
} from 'typescript/unstable/ast'
import { placeOf, whyNot } from './layers.ts'
import { breach, nodesOf, type Rule, type Source } from './parse.ts'
import { type Table, tablesIn, tablesOf } from './schema.ts'
import { sqlOf, type TableAt } from './sql.ts'
import { nameOf, textOf } from './text.ts'
import type { Token } from './tokens.ts'

/** A table is written only by the code of its own folder, and read only there and above: by drizzle and in raw SQL. */
export function checkTables(all: readonly Source[]): Rule {
  const tables = all.flatMap(tablesOf)
  return (source) => {
    const tableAt = tablesIn(source, tables)
    const found = [...drizzleUses(source, tableAt), ...sqlUses(source, tableAt, tables)]
    return found.flatMap(({ table, position, does }) => {
      if (table === null) return [breach(source, position, `${does} a table that cannot be told`)]
      const why = whyWrong(source.path, tables, table, does)
      return why ? [breach(source, position, `${does} ${table}, a table of ${why}`)] : []
    })
  }
}

/** What is done with which table; null is one that only running the code would tell. */
type Use = { table: string | null; position: number; does: 'writes' | 'reads' | 'hands on' }

function whyWrong(path: string, tables: readonly Table[], name: string, does: Use['does']): string | null {
  const here = placeOf(path)
  const table = tables.find((one) => one.name === name)
  const there = table && placeOf(table.schema)
  if (!here || !there || here.folder === there.folder) return null
  const why = whyNot(here, there)
  return does === 'reads' ? why && `${there.folder}, ${why}` : there.folder
}

const WRITES = /^(insert|update|delete)$/
const READS = /^(from|\w*[jJ]oin|\$count|getTableColumns|alias)$/

function drizzleUses({ root }: Source, tableAt: TableAt): Use[] {
  return [...nodesOf(root)].flatMap((node): Use[] => {
    const position = node.getStart(root)
    if (
      isExportDeclaration(node) &&
      /schema(\.ts)?$/.test(node.moduleSpecifier ? (textOf(node.moduleSpecifier) ?? '') : '')
    ) {
      return [{ table: null, position, does: 'hands on' }]
    }
    const table = tableAt(node)
    if (table === null || isNamed(node)) return []
    return [{ table, position, does: doneWith(node) }]
  })
}

// The name in an import, a declaration, or behind a dot is no use of it.
function isNamed(node: Node): boolean {
  const { parent } = node
  if (isImportSpecifier(parent)) return true
  return (
    'name' in parent && parent.name === node && !isExportSpecifier(parent) && !isShorthandPropertyAssignment(parent)
  )
}

function doneWith(node: Node): Use['does'] {
  const { parent } = node
  if (isCallExpression(parent) && parent.expression !== node) {
    const verb = nameOf(parent.expression)
    return WRITES.test(verb) ? 'writes' : READS.test(verb) ? 'reads' : 'hands on'
  }
  const reads = isPropertyAccessExpression(parent) || isTemplateSpan(parent) || isTypeQueryNode(parent)
  return reads ? 'reads' : 'hands on'
}

function sqlUses(source: Source, tableAt: TableAt, tables: readonly Table[]): Use[] {
  const names = new Set(tables.map(({ name }) => name))
  return sqlOf(source, tableAt).flatMap((tokens) =>
    tokens.flatMap((token, i): Use[] => {
      const before = tokens.slice(0, i)
      const unknown = token.kind === 'hole' && isTablePlace(before)
      if (!unknown && !namesTable(token, before, names)) return []
      return [
        { table: unknown ? null : token.text, position: token.position, does: isWritten(before) ? 'writes' : 'reads' },
      ]
    }),
  )
}

// A name of a table is one wherever it stands, but behind a dot, where it qualifies a column, and as a name given by `as`.
function namesTable({ kind, text }: Token, before: readonly Token[], names: ReadonlySet<string>): boolean {
  if (!names.has(text) || kind === 'mark' || (kind === 'string' && !isTablePlace(before))) return false
  const [schema, last] = before.slice(-2)
  if (last?.text === '.') return /^(main|temp)$/.test(schema?.text ?? '')
  return (last ?? schema)?.text !== 'as'
}

function isTablePlace(before: readonly Token[]): boolean {
  const [third, second, last] = [before.at(-3), before.at(-2), before.at(-1)]
  if (last?.text === '.' && /^(main|temp)$/.test(second?.text ?? '')) return isTablePlace(before.slice(0, -2))
  if (last?.kind !== 'word') return false
  if (/^(into|join)$/.test(last.text)) return true
  if (last.text === 'from') return second?.text !== 'distinct'
  if (last.text === 'update') return second?.text !== 'do'
  return second?.text === 'or' && third?.text === 'update'
}

function isWritten(before: readonly Token[]): boolean {
  const [second, last] = [before.at(-2), before.at(-1)]
  if (last?.text === '.') return isWritten(before.slice(0, -2))
  return (
    isTablePlace(before) &&
    (/^(into|update)$/.test(last?.text ?? '') || second?.text === 'or' || second?.text === 'delete')
  )
}
