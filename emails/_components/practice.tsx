/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { Heading } from './kit'
import { look } from './look'
import { Note, P, Subheading } from './prose'
import { useSetting } from './setting'
import { equalTime, type Step, Steps, sayTime } from './steps'

export type Practice = { name: string; before?: ReactNode; steps: readonly Step[]; feel: ReactNode }

/** The practice: its minutes, its steps in order, and how it should feel. */
export const PracticePanel = ({ practice, minutes }: { practice: Practice; minutes: number }) => (
  <Panel>
    <Subheading first>
      {practice.name}, {minutes}
      {'\u00a0'}minutes
    </Subheading>
    {practice.before && <P>{practice.before}</P>}
    <EqualTime steps={practice.steps} />
    <Steps steps={practice.steps} />
    <Feel>{practice.feel}</Feel>
  </Panel>
)

const Panel = ({ children }: { children: ReactNode }) =>
  useSetting().medium === 'mail' ? (
    <table
      className="g-on-linen"
      role="presentation"
      width="100%"
      border={0}
      cellPadding="0"
      cellSpacing="0"
      style={look.panel}
    >
      <tbody>
        <tr>
          <td className="g-inside" style={look.panelInside}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  ) : (
    <section className="practice">{children}</section>
  )

const EqualTime = ({ steps }: { steps: readonly Step[] }) => {
  const seconds = equalTime(steps)
  return seconds ? <Note>{sayTime(seconds)} for each step.</Note> : null
}

const Feel = ({ children }: { children: ReactNode }) => (
  <>
    {useSetting().medium === 'mail' ? (
      <Heading as="h3" className="g-ink" style={look.label}>
        How it should feel
      </Heading>
    ) : (
      <h3>How it should feel</h3>
    )}
    <P>{children}</P>
  </>
)
