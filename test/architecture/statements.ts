import {
  isCallExpression,
  isIdentifier,
  isObjectLiteralExpression,
  isPropertyAssignment,
  isShorthandPropertyAssignment,
  isTaggedTemplateExpression,
  isTemplateExpression,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast'
import type { WrittenSql } from './is-made-from.ts'
import { nodesOf, type Source } from './parse.ts'
import { nameOf, textOf, unwrap } from './text.ts'

/**
 * Every template of SQL in a file, and every statement that the helpers of `platform/query.ts` put together: what the
 * service may ever say to its database is made of these.
 */
export function writtenSql({ path, root }: Source): WrittenSql[] {
  const columnsOf = columnsIn(root)
  return [...nodesOf(root)].flatMap((node) => {
    const pieces = isTaggedTemplateExpression(node)
      ? piecesOf(node.template)
      : isCallExpression(node)
        ? statementOf(node, columnsOf)
        : []
    const said = pieces.filter((piece) => /\w/.test(piece))
    if (said.length === 0) return []
    return [{ at: `${path}:${root.getLineAndCharacterOfPosition(node.getStart(root)).line + 1}`, pieces: said }]
  })
}

function piecesOf(template: Node): string[] {
  const text = textOf(template)
  if (text !== null) return [text]
  if (!isTemplateExpression(template)) return []
  return [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)]
}

type ColumnsOf = (node: Node | undefined) => string[] | null

function statementOf(node: Node, columnsOf: ColumnsOf): string[] {
  if (!isCallExpression(node)) return []
  const [, second, third] = node.arguments
  switch (nameOf(node.expression)) {
    case 'select':
    case 'selectMany':
      return [...(columnsOf(second) ?? []), ...sqlOf(third)]
    case 'returning':
      return [...sqlOf(second), ...(columnsOf(third) ?? [])]
    default:
      return []
  }
}

const sqlOf = (node: Node | undefined) => (node && isTaggedTemplateExpression(node) ? piecesOf(node.template) : [])

// A column without an expression is the one of its own name.
function columnsIn(root: Node): ColumnsOf {
  const constants = new Map<string, Node>()
  for (const node of nodesOf(root)) {
    if (isVariableDeclaration(node) && node.initializer) constants.set(nameOf(node.name), node.initializer)
  }
  return (node) => {
    const object = node && (isIdentifier(node) ? constants.get(node.text) : node)
    if (!object || !isObjectLiteralExpression(unwrap(object))) return null
    const pieces: string[] = []
    unwrap(object).forEachChild((property) => {
      const name =
        isPropertyAssignment(property) || isShorthandPropertyAssignment(property) ? nameOf(property.name) : ''
      if (!name) return
      const computed = isPropertyAssignment(property) && isComputed(property.initializer)
      pieces.push(
        computed ? ` as "${name}"` : `${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${name}"`,
      )
    })
    return pieces
  }
}

// By its template, or by a function that gives one; `orElse` and `oneOf` give a kind.
function isComputed(node: Node): boolean {
  if (isTaggedTemplateExpression(node)) return true
  return isCallExpression(node) && !/^(orElse|oneOf)$/.test(nameOf(node.expression))
}
