/** @jsxImportSource react */
import { ButtonLink } from './_components/booking'
import type { CourseSource } from './_components/course'
import { SingleFrame } from './_components/frame'
import { previewLetter } from './_components/preview'
import { A, Note, P, Title } from './_components/prose'
import { useGap } from './_components/setting'
import { sevenMornings } from './seven-mornings/course'

type About = Pick<CourseSource, 'title' | 'yours'>

export const confirmWords = ({ yours }: About) => ({
  subject: `Please confirm ${yours}`,
  preheader: 'One press, and the first lesson is on its way to you.',
})

/** Asks for consent. It repeats nothing that was typed into the form: anyone could have typed it. */
export const Confirm = ({ course }: { course: About }) => {
  const [confirmUrl, senderName, siteHost] = [useGap('confirmUrl'), useGap('senderName'), useGap('siteHost')]
  const neverUrl = useGap('neverUrl')
  return (
    <SingleFrame
      {...confirmWords(course)}
      reason={`You get this letter because your address was entered in the form at ${siteHost}.`}
    >
      <Title>Shall we begin?</Title>
      <P>Hello.</P>
      <P>
        Your address was entered at {siteHost} to receive {course.title}, a short course by email from {senderName}. If
        that was you, one thing is left to do.
      </P>
      <ButtonLink href={confirmUrl}>Yes, let us begin</ButtonLink>
      <P>
        It opens a page with one button. Press it there and the first lesson is sent to you straight away. The others
        follow one a day, at an hour you can choose.
      </P>
      <P>
        The link is good for 30 days. If you did not ask for this, ignoring this letter is enough: without your
        confirmation no lesson is sent.
      </P>
      <Note>
        Did somebody else enter your address, and would you rather never hear from me?{' '}
        <A href={neverUrl} quiet>
          Never write to this address again
        </A>
      </Note>
    </SingleFrame>
  )
}

export default previewLetter(<Confirm course={sevenMornings} />)
