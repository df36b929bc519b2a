import type { Child } from 'hono/jsx'

/** A column: its words in the head, and whether it holds numbers or the actions of a row. */
export type Column = { words: string; kind?: 'text' | 'number' | 'actions' }

type TableProps = {
  /** What the table is of, for those who do not see it. */
  caption: string
  columns: readonly Column[]
  /** A row has a cell for each column; the first one names the row. */
  rows: readonly (readonly Child[])[]
}

/** A table that reads on a phone as well: there each row is a small card, and each cell says which column it is of. */
export const Table = ({ caption, columns, rows }: TableProps) => (
  <table>
    <caption class="unseen">{caption}</caption>
    <thead>
      <tr>
        {columns.map(({ words, kind = 'text' }) => (
          <th scope="col" class={kind}>
            {kind === 'actions' ? <span class="unseen">{words}</span> : words}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map((cells) => (
        <tr>
          {cells.map((cell, i) => (
            <Cell column={columns[i]} isFirst={i === 0}>
              {cell}
            </Cell>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

type CellProps = { column: Column | undefined; isFirst: boolean; children?: Child }

const Cell = ({ column = { words: '' }, isFirst, children }: CellProps) =>
  isFirst ? (
    <th scope="row">{children}</th>
  ) : (
    <td class={column.kind ?? 'text'} data-label={column.kind === 'actions' ? undefined : column.words}>
      <div>{children}</div>
    </td>
  )
