import {
  isArrayBindingPattern,
  isAsExpression,
  isAwaitExpression,
  isCallExpression,
  isElementAccessExpression,
  isPropertyAccessExpression,
  isTypeAssertion,
  isTypeReferenceNode,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast'
import { type Breach, breach, nodesOf, type Source } from './parse.ts'
import { nameOf, unwrap } from './text.ts'

/** Where drizzle's own ways to rows are wrapped in typed and named ones. */
const WRAPPERS = /^src\/platform\/(query|batch)\.ts$/

/** Where a type is asserted with a reason beside it: it does not come from a row. */
const ASSERTIONS = /^src\/(platform\/(query|batch|db)\.ts|web\/http\/mount\.ts)$/

/** Rows have the types of their columns, and a batch's results have names. */
export function checkQueries(source: Source): Breach[] {
  const { path, root } = source
  return [...nodesOf(root)].flatMap((node) => {
    const why =
      (WRAPPERS.test(path) ? null : (readsRows(node) ?? picksByPosition(node))) ??
      (ASSERTIONS.test(path) ? null : assertsType(node))
    return why ? [breach(source, node.getStart(root), why)] : []
  })
}

// `all`, `get`, `values` and `batch` of a database; a map or a header has a `get` as well.
function readsRows(node: Node): string | null {
  if (!isCallExpression(node) || !/^(all|get|values|batch)$/.test(nameOf(node.expression))) return null
  const { expression } = node
  const of =
    isPropertyAccessExpression(expression) || isElementAccessExpression(expression) ? expression.expression : null
  if (!of || !/^(db|database|tx)$/i.test(nameOf(unwrap(of)))) return null
  return nameOf(expression) === 'batch' ? 'has results by position' : 'reads rows without columns'
}

function picksByPosition(node: Node): string | null {
  if (!isVariableDeclaration(node) || !isArrayBindingPattern(node.name) || !node.initializer) return null
  const awaited = isAwaitExpression(node.initializer) ? unwrap(node.initializer.expression) : node.initializer
  return isCallExpression(awaited) && nameOf(awaited.expression) === 'batch' ? 'has results by position' : null
}

function assertsType(node: Node): string | null {
  if (!isAsExpression(node) && !isTypeAssertion(node)) return null
  return isTypeReferenceNode(node.type) && nameOf(node.type.typeName) === 'const' ? null : 'asserts a type'
}
