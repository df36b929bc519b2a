type Statement = { sql?: string }
type Request = Statement & { stmt?: Statement; batch?: { steps?: { stmt?: Statement }[] } }

/** What a request to the database does, as short as a reader of a report wants it: `insert outbox, update deliveries`. */
export function sayStatements(body: string): string {
  const { requests = [] } = JSON.parse(body || '{}') as { requests?: Request[] }
  const statements = requests.flatMap((one) => [one, one.stmt, ...(one.batch?.steps ?? []).map(({ stmt }) => stmt)])
  const said = statements.flatMap((statement) => (statement?.sql ? [sayOne(statement.sql)] : []))
  return `db: ${[...new Set(said)].filter((words) => words !== '').join(', ') || 'nothing'}`.slice(0, 160)
}

const VERB = /\b(insert) into (\w+)|\b(update) (\w+)|\b(delete) from (\w+)|\b(select)\b[\s\S]*?\bfrom (?!\()(\w+)/i

function sayOne(sql: string): string {
  if (sql.includes('frozen = ?')) return 'freeze'
  const [, verb = '', table = ''] = (VERB.exec(sql) ?? []).filter((part) => part !== undefined)
  return `${verb} ${table}`.trim()
}
