/** @jsxImportSource react */
import { ButtonLink } from './_components/booking'
import { SingleFrame } from './_components/frame'
import { previewLetter } from './_components/preview'
import { P, Title } from './_components/prose'
import { useGap } from './_components/setting'
import type { CourseSource } from './_components/course'

type About = Pick<CourseSource, 'title' | 'yours'>

export const confirmWords = ({ yours }: About) => ({
  subject: `Please confirm ${yours}`,
  preheader: 'One press, and the first lesson is on its way to you.',
})

/** Asks for consent. It repeats nothing that was typed into the form: anyone could have typed it. */
export const Confirm = ({ course }: { course: About }) => {
  const [confirmUrl, senderName, siteHost] = [useGap('confirmUrl'), useGap('senderName'), useGap('siteHost')]
  return (
    <SingleFrame {...confirmWords(course)} reason={`Someone entered this address in the form at ${siteHost}.`}>
      <Title>Shall we begin?</Title>
      <P>Hello.</P>
      <P>
        This address was entered at {siteHost} to receive {course.title}, a short course by email from {senderName}. If
        that was you, one thing is left to do.
      </P>
      <ButtonLink href={confirmUrl}>Yes, send me {course.yours.replace(/^your /, 'the ')}</ButtonLink>
      <P>
        It opens a page with a button of its own. Press it there and the first lesson is sent to you straight away; the
        others follow one a day, in the morning, at an hour you can choose.
      </P>
      <P>
        The link is good for 30 days. If you did not ask for this, ignoring this letter is enough: without your
        confirmation no lesson is sent.
      </P>
    </SingleFrame>
  )
}

export default previewLetter(<Confirm course={{ title: 'Seven Mornings', yours: 'your seven mornings' }} />)
