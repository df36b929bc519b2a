import {
  isAsExpression,
  isBinaryExpression,
  isElementAccessExpression,
  isIdentifier,
  isNonNullExpression,
  isNoSubstitutionTemplateLiteral,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isSatisfiesExpression,
  isStringLiteral,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast'

/** The text that an expression surely is: a literal in any quotes, or such literals added up; null for any other. */
export function textOf(node: Node): string | null {
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text
  if (isParenthesizedExpression(node)) return textOf(node.expression)
  if (!isBinaryExpression(node) || node.operatorToken.kind !== SyntaxKind.PlusToken) return null
  const [left, right] = [textOf(node.left), textOf(node.right)]
  return left === null || right === null ? null : left + right
}

/** The last name of `a`, `b.a` and `b['a']`; empty for any other expression. */
export function nameOf(node: Node): string {
  if (isIdentifier(node)) return node.text
  if (isPropertyAccessExpression(node)) return node.name.text
  if (isElementAccessExpression(node)) return textOf(node.argumentExpression) ?? ''
  return ''
}

/** An expression without brackets, assertions and the like around it. */
export function unwrap(node: Node): Node {
  const wrapped =
    isParenthesizedExpression(node) || isAsExpression(node) || isSatisfiesExpression(node) || isNonNullExpression(node)
  return wrapped ? unwrap(node.expression) : node
}
