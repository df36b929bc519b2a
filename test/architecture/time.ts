import {
  isCallExpression,
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  isQualifiedName,
  isTypeReferenceNode,
  type Node,
} from 'typescript/unstable/ast'
import { type Breach, breach, nodesOf, type Source } from './parse.ts'
import { sqlOf } from './sql.ts'
import type { Token } from './tokens.ts'

/** The one place that asks what time it is, the pace at the provider, and how long a request took. */
const CLOCKS =
  /^src\/(platform\/clock\.ts|mail\/providers\/resend\/pace\.ts|web\/http\/log-requests\.ts|web\/dev\/routes\.ts)$/

/** Who measures how long something takes. */
const STOPWATCHES = /^src\/platform\/(admission|can-write|time-limit|write-turns)\.ts$/

/** Time is given: nobody else asks a clock, by whatever name, in TypeScript or in SQL. */
export function checkTime(source: Source): Breach[] {
  const { path, root } = source
  const asked = [...nodesOf(root)].flatMap((node) => {
    if (!isIdentifier(node)) return []
    const why = asksClock(path, node)
    return why ? [breach(source, node.getStart(root), why)] : []
  })
  const inSql = sqlOf(source).flatMap((tokens) =>
    tokens.flatMap((token, i) =>
      asksDatabase(token, tokens[i + 1])
        ? [breach(source, token.position, `asks the database for the time by ${token.text}`)]
        : [],
    ),
  )
  return [...asked, ...inSql]
}

function asksClock(path: string, node: Node & { text: string }): string | null {
  if (node.text === 'performance' && !STOPWATCHES.test(path)) return 'has a stopwatch'
  if (node.text === 'hrtime') return 'has a stopwatch'
  if (node.text === 'Date' && !CLOCKS.test(path) && !isGivenTime(node)) return 'asks what time it is'
  return isPropertyAccessExpression(node.parent) && node.text === 'Now' ? 'asks what time it is' : null
}

// Of a moment that it is given `Date` may speak, and the type of that name is no clock.
function isGivenTime(node: Node): boolean {
  const { parent } = node
  if (isNewExpression(parent)) return parent.expression === node && (parent.arguments?.length ?? 0) > 0
  if (isTypeReferenceNode(parent) || isQualifiedName(parent)) return true
  const reads =
    isPropertyAccessExpression(parent) && parent.expression === node && /^(parse|UTC)$/.test(parent.name.text)
  return reads && isCallExpression(parent.parent) && parent.parent.expression === parent
}

const CLOCKS_OF_SQLITE =
  /^(unixepoch|current_timestamp|current_date|current_time|datetime|julianday|strftime|timediff)$/

function asksDatabase({ kind, text }: Token, next: Token | undefined): boolean {
  if (kind === 'string') return text === 'now'
  if (kind !== 'word') return false
  return CLOCKS_OF_SQLITE.test(text) || (/^(date|time)$/.test(text) && next?.text === '(')
}
