/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { darkSheet } from './dark'
import { Body, Container, Head, Html, Preview, Text } from './kit'
import { look } from './look'
import { A, Rule } from './prose'
import { useGap, useSetting } from './setting'

type Slots = { subject: string; preheader: string; reason: ReactNode; children: ReactNode }

/** The frame of lessons and broadcasts: who writes, and below why, how to change it, how to unsubscribe. */
export const Frame = ({ subject, preheader, reason, children }: Slots) => (
  <Sheet subject={subject} preheader={preheader}>
    {children}
    <Rule />
    <Foot>{reason}</Foot>
    <FootLink href={useGap('preferencesUrl')}>Pause, or change the hour</FootLink>
    <FootLink href={useGap('unsubscribeUrl')}>Unsubscribe</FootLink>
    <FootLink href={useGap('careUrl')}>Care: who should not do the practice</FootLink>
    <Sender />
    <Foot>Sent with Galea</Foot>
  </Sheet>
)

/** The frame of a single letter that belongs to no list, so without a link to unsubscribe. */
export const SingleFrame = ({ subject, preheader, reason, children }: Slots) => (
  <Sheet subject={subject} preheader={preheader}>
    {children}
    <Rule />
    <Foot>{reason}</Foot>
    <Sender />
    <Foot>Sent with Galea</Foot>
  </Sheet>
)

const Sheet = ({ subject, preheader, children }: Omit<Slots, 'reason'>) => {
  const senderName = useGap('senderName')
  if (useSetting().medium !== 'mail') return <>{children}</>
  return (
    <Html lang="en">
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{subject}</title>
        <style dangerouslySetInnerHTML={{ __html: darkSheet }} />
      </Head>
      <Body className="g-on-paper" style={look.page}>
        <Preview>{preheader}</Preview>
        <Container className="g-column" style={look.column}>
          <table role="presentation" width="100%" border={0} cellPadding="0" cellSpacing="0">
            <tbody>
              <tr>
                <td className="g-side" style={look.side}>
                  {/* biome-ignore lint/a11y/useSemanticElements: Outlook on Windows does not know <article> */}
                  <div role="article" aria-roledescription="email" aria-label={subject} lang="en" dir="ltr">
                    <Text className="g-muted" style={look.sender}>
                      {senderName}
                    </Text>
                    {children}
                  </div>
                </td>
              </tr>
            </tbody>
          </table>
        </Container>
      </Body>
    </Html>
  )
}

const Foot = ({ children }: { children: ReactNode }) =>
  useSetting().medium === 'mail' ? (
    <Text className="g-muted" style={look.foot}>
      {children}
    </Text>
  ) : (
    <p>{children}</p>
  )

const FootLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Foot>
    <A href={href} quiet roomy>
      {children}
    </A>
  </Foot>
)

const Sender = () => (
  <Foot>
    {useGap('senderName')}
    <br />
    {useGap('postalAddress')}
  </Foot>
)
