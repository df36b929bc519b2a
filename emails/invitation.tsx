/** @jsxImportSource react */
import { ButtonLink } from './_components/booking'
import { SingleFrame } from './_components/frame'
import { previewLetter } from './_components/preview'
import { P, Title } from './_components/prose'
import { useGap } from './_components/setting'

export const invitationWords = {
  subject: 'You are invited to help with the letters',
  preheader: 'One press, and you can write and send letters with us.',
}

/** Invites a new operator. It repeats nothing that was typed into the form. */
export const Invitation = () => {
  const [signInUrl, siteHost, siteUrl] = [useGap('signInUrl'), useGap('siteHost'), useGap('siteUrl')]
  return (
    <SingleFrame
      {...invitationWords}
      reason={`You get this letter because your address was added to those who look after the letters at ${siteHost}.`}
    >
      <Title>There is a place for you at the desk</Title>
      <P>Hello.</P>
      <P>
        Somebody who looks after the letters at {siteHost} has added you. You can now write and send letters there, and
        see what comes of them.
      </P>
      <ButtonLink href={signInUrl}>Sign in</ButtonLink>
      <P>
        It opens a page with one button. The link is good for three days and works once. Later you ask for a new one, at{' '}
        {siteUrl}/admin, with this address; there is no password.
      </P>
      <P>If you do not know what this is about, you need do nothing.</P>
    </SingleFrame>
  )
}

export default previewLetter(<Invitation />)
