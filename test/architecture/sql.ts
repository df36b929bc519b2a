import {
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isTaggedTemplateExpression,
  isTemplateExpression,
  isVariableDeclaration,
  type Node,
} from 'typescript/unstable/ast'
import { nodesOf, type Source } from './parse.ts'
import { nameOf, textOf, unwrap } from './text.ts'
import { type Piece, type Token, tokensOf } from './tokens.ts'

/** The table that an expression stands for, or null. */
export type TableAt = (node: Node) => string | null

/**
 * All SQL that a file writes, template by template: those under a tag, what `sql.raw` gets, and any text that reads like a
 * statement. Nested templates, names and constants of the same file stand in their places.
 */
export function sqlOf(source: Source, tableAt: TableAt = () => null): Token[][] {
  const write = writerOf(source, tableAt)
  return [...nodesOf(source.root)].flatMap((node) => {
    if (isTaggedTemplateExpression(node) && !IS_MARKUP.test(nameOf(node.tag))) return [tokensOf(write(node))]
    if (isRaw(node)) return [tokensOf(write(node))]
    const text = textOf(node) ?? (isTemplateExpression(node) ? node.getText(source.root) : '')
    return LOOKS_LIKE_SQL.test(text) ? [tokensOf(write(node))] : []
  })
}

const NAME = '["`\'[\\]\\w.]+'
const LOOKS_LIKE_SQL = new RegExp(
  `\\b(insert\\s+(or\\s+\\w+\\s+)?into|replace\\s+into|delete\\s+from|update\\s+(or\\s+\\w+\\s+)?${NAME}(\\s+as\\s+\\w+)?\\s+set|select\\s[\\s\\S]*\\sfrom|join\\s+${NAME}\\s+on)\\b`,
  'i',
)

// Whatever its name, a tag is SQL: the kinds of columns are tags as well.
const IS_MARKUP = /^(html|css)$/

// `sql` by its name, with or without the module before it.
const isSql = (node: Node) => nameOf(node) === 'sql'

function isRaw(node: Node): boolean {
  return (
    isCallExpression(node) &&
    isPropertyAccessExpression(node.expression) &&
    isSql(node.expression.expression) &&
    node.expression.name.text === 'raw'
  )
}

function writerOf(source: Source, tableAt: TableAt) {
  const constants = constantsOf(source)
  const known = new Set<Node>()
  const write = (given: Node): Piece[] => {
    const node = unwrap(given)
    const position = node.getStart(source.root)
    const text = textOf(node)
    if (text !== null) return [{ text, position: position + 1 }]
    if (isTaggedTemplateExpression(node)) return write(node.template)
    if (isTemplateExpression(node)) {
      const spans = node.templateSpans.flatMap(({ expression, literal }) => [
        ...fill(expression),
        { text: literal.text, position: literal.getStart(source.root) + 1 },
      ])
      return [{ text: node.head.text, position: position + 1 }, ...spans]
    }
    const [argument] = isCallExpression(node) ? node.arguments : []
    return argument && isRaw(node) ? write(argument) : [{ hole: node, position }]
  }
  // What stands in a template as SQL; a plain text there would be a parameter.
  const fill = (given: Node): Piece[] => {
    const node = unwrap(given)
    const position = node.getStart(source.root)
    const table = tableAt(node)
    if (table !== null) return [{ text: `"${table}"`, position }]
    if (isTaggedTemplateExpression(node) || isRaw(node)) return write(node)
    const name = isCallExpression(node) && nameOf(node.expression) === 'identifier' ? node.arguments[0] : undefined
    const text = name && textOf(unwrap(constants.get(nameOf(name)) ?? name))
    if (text) return [{ text: `"${text}"`, position }]
    const constant = isIdentifier(node) ? constants.get(node.text) : undefined
    if (!constant || known.has(constant)) return [{ hole: node, position }]
    known.add(constant)
    const pieces = fill(constant)
    known.delete(constant)
    return pieces
  }
  return write
}

// What is declared once under a name, with what it is.
function constantsOf({ root }: Source): Map<string, Node> {
  const found = new Map<string, Node>()
  const twice = new Set<string>()
  for (const node of nodesOf(root)) {
    if (!isVariableDeclaration(node) || !isIdentifier(node.name) || !node.initializer) continue
    if (found.has(node.name.text)) twice.add(node.name.text)
    found.set(node.name.text, node.initializer)
  }
  for (const name of twice) found.delete(name)
  return found
}
