/** @jsxImportSource react */
import { SingleFrame } from './_components/frame'
import { previewLetter } from './_components/preview'
import { P, Title } from './_components/prose'
import { useGap } from './_components/setting'

export const alertWords = {
  subject: 'Your letters need a look: %%alertTitle%%',
  preheader: 'Something about the sending of your letters needs a look from you.',
}

/** Tells an operator that sending needs attention; what it is comes in two gaps. */
export const Alert = () => {
  const [alertTitle, alertText, siteUrl] = [useGap('alertTitle'), useGap('alertText'), useGap('siteUrl')]
  return (
    <SingleFrame
      {...alertWords}
      reason="You get this letter because your address is listed to hear when something is wrong. It comes at most once a day for the same cause."
    >
      <Title>{alertTitle}</Title>
      <P>{alertText}</P>
      <P>Whether all is well at this moment, you can see at {siteUrl}/healthz.</P>
    </SingleFrame>
  )
}

export default previewLetter(<Alert />)
