import type { Verdict } from '../../../features/broadcasts/judge-test'
import type { Report } from '../../../features/broadcasts/report'
import { sayCount } from '../ui/say-count'
import { Table } from '../ui/table'
import { sayShare } from './say-share'

/** What became of the letters with each subject, where two were tried. */
export const Subjects = ({ report: { parts, subjects } }: { report: Report }) => {
  if (subjects === null) return null
  const words = ['Everyone else', subjects.a, subjects.b]
  return (
    <>
      <h2>The two subjects</h2>
      <Table
        caption="The subjects that were tried"
        columns={[
          { words: 'Subject' },
          { words: 'Sent', kind: 'number' },
          { words: 'Delivered', kind: 'number' },
          { words: 'Clicked a link', kind: 'number' },
        ]}
        rows={[1, 2, 0].flatMap((number) => {
          const part = parts.find((one) => one.part === number)
          return part
            ? [
                [
                  words[number],
                  sayCount(part.sent),
                  sayShare(part.delivered, part.sent),
                  sayShare(part.people, part.sent),
                ],
              ]
            : []
        })}
      />
      {subjects.verdict && <p>{sayVerdict(subjects.verdict)}</p>}
    </>
  )
}

function sayVerdict({ winner, because }: Verdict): string {
  if (because === 'too_few')
    return 'Too few people clicked to tell the subjects apart, so the first one went to everyone else.'
  if (because === 'chance') return 'The difference could well be chance, so the first subject went to everyone else.'
  const better = winner === 'a' ? 'first' : 'second'
  return `More people clicked with the ${better} subject than chance explains, so it went to everyone else.`
}
