import type { Report } from '../../../features/broadcasts/report'
import { sayCount } from '../ui/say-count'
import { Table } from '../ui/table'
import { sayReason } from './say-reason'

/** Why letters did not arrive, in plain words. */
export const NotDelivered = ({ report: { bounces, failures } }: { report: Report }) => {
  const reasons = new Map<string, number>()
  for (const { problem, letters } of [...bounces, ...failures]) {
    const words = sayReason(problem)
    reasons.set(words, (reasons.get(words) ?? 0) + letters)
  }
  if (reasons.size === 0) return null
  return (
    <>
      <h2>What did not arrive, and why</h2>
      <Table
        caption="Why letters did not arrive"
        columns={[{ words: 'Why' }, { words: 'Letters', kind: 'number' }]}
        rows={[...reasons].sort(([, a], [, b]) => b - a).map(([words, letters]) => [words, sayCount(letters)])}
      />
      <p class="hint">
        Nobody whose mailbox does not exist is written to again, and nobody who marked a letter as spam.
      </p>
    </>
  )
}
