/** @jsxImportSource react */
import { look } from './look'
import { useSetting } from './setting'

export type Step = { seconds: number; words: string }

/** The steps in order, each with its time; steps of equal length leave it to the panel to say so once. */
export const Steps = ({ steps }: { steps: readonly Step[] }) => {
  const mail = useSetting().medium === 'mail'
  return (
    <ol {...(mail && { style: look.steps })}>
      {steps.map(({ seconds, words }) => (
        // The number takes the serif of its list item, the text returns to the sans.
        <li key={words} {...(mail && { className: 'g-muted', style: look.step })}>
          <span {...(mail && { className: 'g-ink', style: look.stepWords })}>{words}</span>
          {!equalTime(steps) && <Time seconds={seconds} />}
        </li>
      ))}
    </ol>
  )
}

const Time = ({ seconds }: { seconds: number }) => {
  const mail = useSetting().medium === 'mail'
  return (
    <>
      {' '}
      <span className={mail ? 'g-muted' : 'time'} {...(mail && { style: look.stepTime })}>
        ({sayTime(seconds)})
      </span>
    </>
  )
}

/** The seconds that every step takes, if they all take the same. */
export const equalTime = (steps: readonly Step[]) => {
  const seconds = steps[0]?.seconds
  return steps.every((step) => step.seconds === seconds) ? seconds : undefined
}

/** "45 seconds", "1 minute", "1½ minutes". */
export const sayTime = (seconds: number) => {
  if (seconds < 60) return `${seconds} seconds`
  const minutes = `${Math.floor(seconds / 60)}${seconds % 60 === 30 ? '½' : ''}`
  return minutes === '1' ? '1 minute' : `${minutes} minutes`
}
