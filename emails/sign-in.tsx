/** @jsxImportSource react */
import { ButtonLink } from './_components/booking'
import { SingleFrame } from './_components/frame'
import { previewLetter } from './_components/preview'
import { P, Title } from './_components/prose'
import { useGap } from './_components/setting'

export const signInWords = {
  subject: 'Your link to sign in',
  preheader: 'It is good for a quarter of an hour, and for one time.',
}

/** Signs an operator in. It repeats nothing that was typed into the form: anyone could have typed it. */
export const SignIn = () => {
  const [signInUrl, siteHost] = [useGap('signInUrl'), useGap('siteHost')]
  return (
    <SingleFrame
      {...signInWords}
      reason={`You get this letter because somebody asked to sign in to your pages at ${siteHost} with your address.`}
    >
      <Title>To your desk</Title>
      <P>Hello.</P>
      <P>This link opens a page with one button. Press it there and you are signed in, on that device.</P>
      <ButtonLink href={signInUrl}>Sign in</ButtonLink>
      <P>The link is good for 15 minutes and works once. Please pass it on to nobody: whoever has it is you.</P>
      <P>If you did not ask for it, you need do nothing. Without this letter nobody can sign in in your name.</P>
    </SingleFrame>
  )
}

export default previewLetter(<SignIn />)
