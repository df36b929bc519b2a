import { AUDIT_DAYS } from '../../operators/forget-old'
import type { AuditEntry, Cursor } from '../../operators/read-audit-log'
import type { Site } from '../ui/site'
import { sayEntry } from './say-entry'
import { AdminPage } from './ui/page'
import { Table } from './ui/table'
import { When } from './ui/when'

type LogProps = {
  site: Site
  operator: { email: string }
  entries: readonly AuditEntry[]
  next: Cursor | null
  isFirst: boolean
  now: number
  timeZone: string
}

/** The audit log in plain words, the newest first. */
export const Log = ({ site, operator, entries, next, isFirst, now, timeZone }: LogProps) => (
  <AdminPage site={site} operator={operator} title="History" current="log" shape="wide">
    <p>
      Who did what on these pages, and from where. Entries are kept for{' '}
      {AUDIT_DAYS === 365 ? 'a year' : `${AUDIT_DAYS} days`} and cannot be changed here.
    </p>
    {entries.length === 0 && <p>There are no entries this old.</p>}
    <Table
      caption="What was done"
      columns={[{ words: 'What' }, { words: 'Who' }, { words: 'When' }, { words: 'From where' }]}
      rows={entries.map((entry) => [
        sayEntry(entry),
        entry.email ?? 'The settings',
        <When at={entry.at} now={now} timeZone={timeZone} />,
        <>
          {entry.device}
          {entry.network && <small>{entry.network}</small>}
        </>,
      ])}
    />
    <nav class="pager" aria-label="Pages of the log">
      {isFirst ? <span /> : <a href="/admin/log">Newest</a>}
      {next && <a href={`/admin/log?after=${next.at}-${next.id}`}>Older</a>}
    </nav>
  </AdminPage>
)
