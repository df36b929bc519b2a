/** @jsxImportSource react */
import { colours } from '../tokens'
import { Text } from './kit'
import { look } from './look'
import { useSetting } from './setting'

const { edge, accent, line } = colours.light
const marks = {
  past: { className: 'g-on-edge', colour: edge },
  today: { className: 'g-on-accent', colour: accent },
  ahead: { className: 'g-on-line', colour: line },
}

/** "Day 3 of 7" with one small mark for every day: gone by, today in the accent, still to come. */
export const Progress = ({ day, of }: { day: number; of: number }) => {
  const { medium } = useSetting()
  const days = Array.from({ length: of }, (_, i) => kindOf(i + 1, day))
  const words = `Day ${day} of ${of}`
  if (medium === 'text') return <p>{words}</p>
  if (medium === 'web') return null // the page says it in its own way
  return (
    <>
      <table role="presentation" aria-hidden="true" border={0} cellPadding="0" cellSpacing="0">
        <tbody>
          <tr>
            {days.map((kind, i) => (
              <Mark key={i} kind={kind} />
            ))}
          </tr>
        </tbody>
      </table>
      <Text className="g-muted" style={look.day}>
        {words}
      </Text>
    </>
  )
}

const kindOf = (at: number, day: number) => (at < day ? 'past' : at === day ? 'today' : 'ahead')

// Cells with a background: they work in Outlook, which has no other small shapes, and with pictures off.
const Mark = ({ kind }: { kind: keyof typeof marks }) => (
  <>
    <td
      className={marks[kind].className}
      width={24}
      height={2}
      style={{ width: '24px', height: '2px', fontSize: '1px', lineHeight: '2px', backgroundColor: marks[kind].colour }}
    >
      &nbsp;
    </td>
    <td width={6} style={{ width: '6px', fontSize: '1px', lineHeight: '2px' }}>
      &nbsp;
    </td>
  </>
)
