type Pipeline = { requests?: { stmt?: { sql?: string }; batch?: { steps?: { stmt?: { sql?: string } }[] } }[] }

/** What a request to the database does, as short as a reader of a report wants it: `insert outbox, update deliveries`. */
export function sayStatements(body: string): string {
  const { requests = [] } = JSON.parse(body || '{}') as Pipeline
  const statements = requests.flatMap(({ stmt, batch }) => [stmt, ...(batch?.steps ?? []).map((step) => step.stmt)])
  const said = statements.flatMap((stmt) => (stmt?.sql ? [sayOne(stmt.sql)] : [])).filter((words) => words !== '')
  return `db: ${[...new Set(said)].join(', ') || 'close'}`.slice(0, 160)
}

function sayOne(sql: string): string {
  if (/set frozen/.test(sql)) return 'freeze'
  const [, verb = '', table = ''] =
    /\b(insert) into (\w+)|\b(update) (\w+)|\b(delete) from (\w+)|\b(select)\b[\s\S]*?\bfrom (?!\()(\w+)/i
      .exec(sql)
      ?.filter((part) => part !== undefined) ?? []
  return `${verb} ${table}`.trim()
}
