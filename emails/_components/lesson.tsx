/** @jsxImportSource react */

import { Care } from './care'
import type { LessonSource } from './course'
import { Figure } from './figure'
import { Text } from './kit'
import { Known } from './known'
import { look } from './look'
import { PracticePanel } from './practice'
import { Progress } from './progress'
import { A, Greeting, Note, P, Rule, Title } from './prose'
import { Question } from './question'
import { useGap, useSetting } from './setting'

/** A whole lesson, its parts in the same order in every lesson. */
export const LessonBody = ({ lesson, of }: { lesson: LessonSource; of: number }) => (
  <>
    <Progress day={lesson.day} of={of} />
    <Title>{lesson.title}</Title>
    <Greeting />
    {lesson.arrival && <Note>{lesson.arrival}</Note>}
    {lesson.opening}
    <Figure />
    {lesson.idea}
    {lesson.care && <Care />}
    <PracticePanel practice={lesson.practice} minutes={lesson.minutes} />
    <Known>{lesson.known}</Known>
    <Rule />
    <Question>{lesson.question}</Question>
    {lesson.invitation}
    {lesson.lastWord && <LastWord>{lesson.lastWord}</LastWord>}
    <SignOff>{lesson.signOff}</SignOff>
    <OnTheWeb />
  </>
)

const LastWord = ({ children }: { children: string }) =>
  useSetting().medium === 'mail' ? (
    <Text className="g-ink" style={look.closing}>
      {children}
    </Text>
  ) : (
    <p className="last-word">{children}</p>
  )

const SignOff = ({ children }: { children: string }) => {
  const senderName = useGap('senderName')
  return (
    <P>
      {children}
      <br />
      {senderName}
    </P>
  )
}

const OnTheWeb = () => {
  const href = useGap('lessonUrl')
  if (useSetting().medium === 'web') return null
  return (
    <Note>
      <A href={href} quiet>
        Read this lesson on the web
      </A>
    </Note>
  )
}
