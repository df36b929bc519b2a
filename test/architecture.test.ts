import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

/** The plan of the house (README, "Floor plan"): stairs lead down, and nobody crosses the landing. */
const FLOORS: Record<string, number> = {
  platform: 0,
  delivery: 1,
  resend: 1,
  subscribers: 2,
  courses: 3,
  broadcasts: 3,
  bookings: 3,
  insights: 3,
  pages: 4,
  visitor: 5,
  reader: 5,
  admin: 5,
  api: 5,
  webhooks: 5,
}
const TOP = 6

/** Every vendor has one doorkeeper: the places that may import it. */
const DOORKEEPERS: [vendor: RegExp, keepers: RegExp][] = [
  [/^hono(\/|$)/, /^src\/(pages|visitor|reader|admin|api|webhooks|[^/]+$)/],
  [/^(@libsql\/|drizzle-orm\/libsql)/, /^src\/platform\/db\.ts$/],
  [/^resend$/, /^src\/resend\//],
  [/^(react|@react-email|react-email)(\/|$)/, /^src\/admin\/islands\//],
  [/^temporal-polyfill/, /^src\/platform\/(local-time|time-zone)\.ts$/],
  [/^disposable-email-domains/, /^src\/subscribers\/address\.ts$/],
  [/^cloudflare:/, /^$/],
]

type File = { path: string; room: string; text: string; imports: string[] }

const files: File[] = globSync('src/**/*.{ts,tsx}')
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/\/_build\/|\/browser\/|\.test\.tsx?$/.test(path))
  .map((path) => {
    const text = readFileSync(path, 'utf8')
    const imports = [...text.matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm)]
    return { path, room: roomOf(path), text, imports: imports.map((found) => found[1] ?? found[2] ?? '') }
  })

const tables = new Map(
  files
    .filter(({ path }) => path.endsWith('/schema.ts'))
    .flatMap(({ room, text }) =>
      [...text.matchAll(/sqliteTable\(\s*'(\w+)'/g)].map((found) => [found[1] ?? '', room] as const),
    ),
)

describe('the house', () => {
  test('has rooms, and each stands on a floor', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(files.filter(({ room }) => floorOf(room) === undefined).map(({ path }) => path)).toEqual([])
  })

  test('its stairs lead down: no room imports from a higher floor or a neighbour', () => {
    expect(files.flatMap((file) => file.imports.flatMap((from) => wrongStep(file, from)))).toEqual([])
  })

  test('every vendor has one doorkeeper', () => {
    const strangers = files.flatMap(({ path, imports }) =>
      imports
        .filter((from) => DOORKEEPERS.some(([vendor, keepers]) => vendor.test(from) && !keepers.test(path)))
        .map((from) => `${path} imports ${from}`),
    )
    expect(strangers).toEqual([])
  })

  test('a table is written only by its own room', () => {
    expect(tables.size).toBeGreaterThan(8)
    expect(files.flatMap(foreignWrites)).toEqual([])
  })

  test('time is given: only the clock asks what time it is', () => {
    const askers = files.filter(
      ({ path, text }) =>
        !/^src\/(platform\/clock\.ts|resend\/pace\.ts|app\.tsx|dev-doors\.ts)$/.test(path) &&
        /\bDate\.now\(\)|new Date\(\)/.test(text),
    )
    expect(askers.map(({ path }) => path)).toEqual([])
  })

  test('letters are written without knowing the house', () => {
    const letters = globSync('emails/**/*.{ts,tsx}').filter((path) =>
      /from '(\.\.\/)+src\//.test(readFileSync(path, 'utf8')),
    )
    expect(letters).toEqual([])
  })
})

function roomOf(path: string): string {
  const [, room = '', ...rest] = path.split('/')
  return rest.length > 0 ? room : 'top'
}

function floorOf(room: string): number | undefined {
  return room === 'top' ? TOP : FLOORS[room]
}

function wrongStep({ path, room }: File, from: string): string[] {
  if (!from.startsWith('.')) return []
  const target = normalize(join(dirname(path), from)).replaceAll('\\', '/')
  const other = roomOf(`${target}.ts`)
  if (!target.startsWith('src/') || other === room) return []
  const here = floorOf(room) ?? -1
  const there = floorOf(other) ?? TOP
  return there < here ? [] : [`${path} imports ${target}: ${there > here ? 'up the stairs' : 'across the landing'}`]
}

function foreignWrites({ path, room, text }: File): string[] {
  const written = [...text.matchAll(/\b(?:insert into|update|delete from)\s+(\w+)/g)].map((found) => found[1] ?? '')
  return written
    .filter((table) => tables.has(table) && tables.get(table) !== room)
    .map((table) => `${path} writes ${table}`)
}
