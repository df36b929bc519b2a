/** @jsxImportSource react */
import { SingleFrame } from './_components/frame'
import { previewLetter } from './_components/preview'
import { A, P, Title } from './_components/prose'
import { useGap } from './_components/setting'

export const alreadyReadingWords = {
  subject: 'Nothing to confirm: you are a reader already',
  preheader: 'Your lessons go on as before. Here is the page where you can change their hour.',
}

/** For a reader who signs up again: nothing changes, and the letter says so. */
export const AlreadyReading = () => {
  const [commaName, senderName, siteHost] = [useGap('commaName'), useGap('senderName'), useGap('siteHost')]
  const preferencesUrl = useGap('preferencesUrl')
  return (
    <SingleFrame
      {...alreadyReadingWords}
      reason={`You get this letter because your address was entered in the form at ${siteHost}.`}
    >
      <Title>You are here already</Title>
      <P>Hello{commaName}.</P>
      <P>
        Your address was entered at {siteHost} once more. You are a reader already, so there is nothing to confirm and
        nothing has changed. If your course is under way, its lessons go on as before, at your hour.
      </P>
      <P>
        Perhaps you wanted to pause, or to choose another hour. Both are on one page, and it is yours alone:{' '}
        <A href={preferencesUrl}>your mornings</A>.
      </P>
      <P>
        If it was somebody else who typed your address, you can forget this letter.
        <br />
        {senderName}
      </P>
    </SingleFrame>
  )
}

export default previewLetter(<AlreadyReading />)
