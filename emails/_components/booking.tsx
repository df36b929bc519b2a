/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { Button, Section } from './kit'
import { look } from './look'
import { A, Note, P } from './prose'
import { useGap, useSetting } from './setting'

/** Content only for a reader who has not booked yet. */
export const Open = ({ children }: { children: ReactNode }) => (useSetting().booked ? null : children)

/** Content only for a reader who has. */
export const Booked = ({ children }: { children: ReactNode }) => (useSetting().booked ? children : null)

// In a letter the link names the reader, so that the click counts and the form is prefilled. A page may be shared and
// names nobody.
const useBookUrl = () => {
  const [bookUrl, bookingPageUrl] = [useGap('bookUrl'), useGap('bookingPageUrl')]
  return useSetting().medium === 'web' ? bookingPageUrl : bookUrl
}

/** One quiet line towards a session; nothing for a reader who has booked. */
export const BookingLink = ({ children }: { children: ReactNode }) => {
  const href = useBookUrl()
  return (
    <Open>
      <P>
        {children} <A href={href}>Book a session</A>
      </P>
    </Open>
  )
}

/** The one button that ends the course; in the letter with a link to say that it is done already. */
export const BookingButton = () => {
  const [bookUrl, bookedUrl] = [useBookUrl(), useGap('bookedUrl')]
  return (
    <Open>
      <ButtonLink href={bookUrl}>Book a session</ButtonLink>
      {useSetting().medium !== 'web' && (
        <Note>
          <A href={bookedUrl} quiet>
            I have already booked
          </A>
        </Note>
      )}
    </Open>
  )
}

/** A button that is a link in every client: a painted cell for Outlook, a padded link for the rest. */
export const ButtonLink = ({ href, children }: { href: string; children: ReactNode }) => {
  const { medium } = useSetting()
  if (medium === 'text')
    return (
      <p>
        {children}: {href}
      </p>
    )
  if (medium === 'web')
    return (
      <p>
        <a className="button" href={href}>
          {children}
        </a>
      </p>
    )
  return (
    <Section style={{ margin: '28px 0 20px' }}>
      <table role="presentation" border={0} cellPadding="0" cellSpacing="0">
        <tbody>
          <tr>
            <td className="g-on-accent" style={look.buttonCell}>
              <Button href={href} className="g-on-accent g-onAccent" style={look.button}>
                {children}
              </Button>
            </td>
          </tr>
        </tbody>
      </table>
    </Section>
  )
}
