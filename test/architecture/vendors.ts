import { isIdentifier, isPropertyAccessExpression, type Node, SyntaxKind } from 'typescript/unstable/ast'
import { importsOf } from './imports.ts'
import { type Breach, breach, nodesOf, type Source } from './parse.ts'
import { nameOf, textOf } from './text.ts'

const ANYWHERE = /^src\//

/** Every package has its adapter: the places that may import it. One without a line here has none yet. */
const PACKAGES: [name: RegExp, adapters: RegExp][] = [
  [/^(@libsql\/|drizzle-orm\/libsql)/, /^src\/platform\/db\.ts$/],
  [/^drizzle-orm(\/|$)/, ANYWHERE],
  [/^zod$/, ANYWHERE],
  [/^node:/, ANYWHERE],
  [/^hono(\/|$)/, /^src\/web\//],
  [/^@simplewebauthn\/server$/, /^src\/operators\/webauthn\.ts$/],
  [/^resend$/, /^src\/mail\/providers\/resend\//],
  [/^temporal-polyfill\//, /^src\/platform\/(local-time|time-zone)\.ts$/],
  [/^mdast(-util-(from|to)-markdown)?$/, /^src\/features\/broadcasts\/document\/(from|to)-markdown\.ts$/],
  [/^disposable-email-domains-js$/, /^src\/subscribers\/address\.ts$/],
  [/^#pages$/, /^src\/web\/(admin\/)?ui\//],
]

/** The compiled letters: their types where letters are chosen, themselves where all is put together. */
const LETTERS = {
  types: /^src\/(subscribers\/|operators\/|features\/|context\.ts$|web\/|composition\.ts$)/,
  themselves: /^src\/composition\.ts$/,
}

/** Who may speak to the network without a package, and to whom. */
const SPEAKERS = /^src\/(platform\/(?:db|reach-pages)|mail\/providers\/resend\/(ask|post)|web\/visitor\/turnstile)\.ts$/
const SPEECH = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])

/** Every host that the source names, with the files that may name it. */
const HOSTS: [host: RegExp, files: RegExp][] = [
  [/(^|\.)resend\.com$/, /^src\/(mail\/providers\/resend\/|platform\/config\.ts$)/],
  [/^cloudflare-dns\.com$/, /^src\/platform\/reach-pages\.ts$/],
  [/^challenges\.cloudflare\.com$/, /^src\/web\/(visitor\/turnstile\.ts|ui\/layout\.tsx|http\/headers\.ts)$/],
  // The name of a vocabulary, which is no address that anybody calls (RFC 4287, section 2).
  [/^www\.w3\.org$/, /^src\/web\/visitor\/atom\.ts$/],
  // Where a visitor may look for mail: links on a page, which nobody here calls.
  [/^/, /^src\/web\/visitor\/mailbox\.ts$/],
]

const RESEND_SETTINGS = /^src\/(mail\/providers\/resend\/|platform\/(config|judge-[\w-]+)\.ts$)/

/** One adapter a vendor: by package, by host, by `fetch` and by the settings that are for it. */
export function checkVendors(source: Source): Breach[] {
  const { path, root } = source
  const packages = importsOf(source).flatMap(({ from, node, typesOnly }) => {
    const why = from === null ? null : strangerAt(path, from, typesOnly)
    return why ? [breach(source, node.getStart(root), why)] : []
  })
  const others = [...nodesOf(root)].flatMap((node) => {
    const why = speaksAt(path, node) ?? namesHostAt(path, node) ?? readsSettingAt(path, node)
    return why ? [breach(source, node.getStart(root), why)] : []
  })
  return [...packages, ...others]
}

function strangerAt(path: string, from: string, typesOnly: boolean): string | null {
  if (from.startsWith('.')) return null
  if (from === '#letters') return LETTERS[typesOnly ? 'types' : 'themselves'].test(path) ? null : 'imports #letters'
  const [, adapters] = PACKAGES.find(([name]) => name.test(from)) ?? []
  if (!adapters) return `imports ${from}, which has no adapter`
  return adapters.test(path) ? null : `imports ${from} outside its adapter`
}

// A global, called or handed on; `app.fetch` and a property of that name are something else.
function speaksAt(path: string, node: Node): string | null {
  if (SPEAKERS.test(path) || !isIdentifier(node) || !SPEECH.has(node.text)) return null
  const { parent } = node
  if (isPropertyAccessExpression(parent) && parent.name === node) {
    return /^(globalThis|self|window)$/.test(nameOf(parent.expression)) ? `speaks to the network by ${node.text}` : null
  }
  const namesProperty =
    parent.kind === SyntaxKind.PropertyAssignment ||
    parent.kind === SyntaxKind.MethodDeclaration ||
    parent.kind === SyntaxKind.PropertySignature
  return namesProperty && 'name' in parent && parent.name === node ? null : `speaks to the network by ${node.text}`
}

function namesHostAt(path: string, node: Node): string | null {
  const text = textOf(node) ?? pieceOf(node)
  for (const [, host = ''] of text.matchAll(/(?:https?:)?\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)) {
    if (!HOSTS.some(([known, files]) => known.test(host.toLowerCase()) && files.test(path)))
      return `names the host ${host}`
  }
  return /\bapi\.resend\.com\b/i.test(text) && !HOSTS[0]?.[1].test(path) ? 'names a host of Resend' : null
}

// The constant pieces of a template.
function pieceOf(node: Node): string {
  const isPiece =
    node.kind === SyntaxKind.TemplateHead ||
    node.kind === SyntaxKind.TemplateMiddle ||
    node.kind === SyntaxKind.TemplateTail ||
    node.kind === SyntaxKind.JsxText
  return isPiece && 'text' in node && typeof node.text === 'string' ? node.text : ''
}

function readsSettingAt(path: string, node: Node): string | null {
  const name = isIdentifier(node) ? node.text : (textOf(node) ?? '')
  return /^RESEND_[A-Z_]+$/.test(name) && !RESEND_SETTINGS.test(path) ? `reads ${name}` : null
}
