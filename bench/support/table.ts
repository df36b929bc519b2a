import type { Row } from './report.ts'

/** Prints what was measured as one table, which is Markdown too. */
export function printTable(measured: Record<string, Row[]>) {
  console.log(tableOf(measured))
}

/** The table in Markdown. */
export function tableOf(measured: Record<string, Row[]>): string {
  const rows = Object.entries(measured).flatMap(([line, list]) =>
    list.map((row, i) => [
      i === 0 ? line : '',
      row.what,
      `${sayNumber(row.value)}${row.unit ? ` ${row.unit}` : ''}`,
      row.beside ?? '',
    ]),
  )
  const all = [['line', 'what', 'measured', ''], ...rows]
  const widths = [0, 1, 2, 3].map((i) => Math.max(3, ...all.map((row) => row[i]?.length ?? 0)))
  const draw = (row: string[]) =>
    `| ${row.map((cell, i) => (i === 2 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`
  const [head = [], ...body] = all
  const rule = `|${widths.map((width, i) => (i === 2 ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  return [draw(head), rule, ...body.map(draw)].join('\n')
}

function sayNumber(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en')
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toPrecision(3)
}
