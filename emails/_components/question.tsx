/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { Section, Text } from './kit'
import { look } from './look'
import { Note } from './prose'
import { useSetting } from './setting'

/** One question that invites a reply. */
export const Question = ({ children }: { children: ReactNode }) => {
  const { medium } = useSetting()
  if (medium === 'text')
    return (
      <>
        <p>A question: {children}</p>
        <p>Just reply to this letter. Your answer comes to me.</p>
      </>
    )
  if (medium === 'web')
    return (
      <section className="question">
        <p>{children}</p>
        <p className="note">Reply to the letter in your inbox. Your answer comes to me.</p>
      </section>
    )
  return (
    <Section>
      <Text className="g-ink" style={look.question}>
        {children}
      </Text>
      <Note>Just reply to this letter. Your answer comes to me.</Note>
    </Section>
  )
}
