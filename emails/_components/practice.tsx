/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { Section, Text } from './kit'
import { look } from './look'
import { P, Subheading } from './prose'
import { useSetting } from './setting'

export type Step = { seconds: number; words: ReactNode }

export type Practice = { name: string; before?: ReactNode; steps: readonly Step[]; feel: ReactNode }

/** The practice: its minutes, its steps in order, and how it should feel. */
export const PracticePanel = ({ practice, minutes }: { practice: Practice; minutes: number }) => (
  <Panel>
    <Subheading>
      {practice.name}, {minutes} minutes
    </Subheading>
    {practice.before && <P>{practice.before}</P>}
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

// The number takes the serif from its list item, the words take the sans back: a numeral with character in every client.
const Steps = ({ steps }: { steps: readonly Step[] }) => {
  const mail = useSetting().medium === 'mail'
  return (
    <ol {...(mail && { style: look.steps })}>
      {steps.map(({ seconds, words }) => (
        <li key={String(words)} {...(mail && { className: 'g-muted', style: look.step })}>
          <span {...(mail && { className: 'g-ink', style: look.stepWords })}>{words} </span>
          <span className={mail ? 'g-muted' : 'time'} {...(mail && { style: look.stepTime })}>
            ({sayTime(seconds)})
          </span>
        </li>
      ))}
    </ol>
  )
}

const Feel = ({ children }: { children: ReactNode }) =>
  useSetting().medium === 'mail' ? (
    <Section>
      <Text className="g-ink" style={look.label}>
        How it should feel
      </Text>
      <P>{children}</P>
    </Section>
  ) : (
    <div className="feel">
      <h3>How it should feel</h3>
      <p>{children}</p>
    </div>
  )

const sayTime = (seconds: number) => {
  if (seconds < 60) return `${seconds} seconds`
  const minutes = `${Math.floor(seconds / 60)}${seconds % 60 === 30 ? '½' : ''}`
  return minutes === '1' ? '1 minute' : `${minutes} minutes`
}
