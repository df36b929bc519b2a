/** A table as CSV (RFC 4180) in UTF-8 with a byte order mark, without which Excel takes it for the encoding of its country. */
export function writeCsv(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')}`
}

// A spreadsheet would run a text that begins like a formula (owasp.org/www-community/attacks/CSV_Injection); behind an
// apostrophe it is text. Numbers are ours.
function writeCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
