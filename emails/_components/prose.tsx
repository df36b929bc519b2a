/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { Heading, Hr, Link, Text } from './kit'
import { look } from './look'
import { useGap, useSetting } from './setting'

type Content = { children: ReactNode }

/** A paragraph. */
export const P = ({ children }: Content) =>
  useSetting().medium === 'mail' ? (
    <Text className="g-ink" style={look.words}>
      {children}
    </Text>
  ) : (
    <p>{children}</p>
  )

/** A paragraph that may be overlooked. */
export const Note = ({ children }: Content) =>
  useSetting().medium === 'mail' ? (
    <Text className="g-muted" style={look.note}>
      {children}
    </Text>
  ) : (
    <p className="note">{children}</p>
  )

/** The name of a small part. */
export const Label = ({ children }: Content) =>
  useSetting().medium === 'mail' ? (
    <Heading as="h2" className="g-ink" style={look.label}>
      {children}
    </Heading>
  ) : (
    <h2>{children}</h2>
  )

/** The heading of the whole letter. */
export const Title = ({ children }: Content) =>
  useSetting().medium === 'mail' ? (
    <Heading as="h1" className="g-ink g-title" style={look.title}>
      {children}
    </Heading>
  ) : (
    <h1>{children}</h1>
  )

/** The heading of a part. */
export const Subheading = ({ first, children }: Content & { first?: boolean }) =>
  useSetting().medium === 'mail' ? (
    <Heading as="h2" className="g-ink" style={first ? look.panelTitle : look.heading}>
      {children}
    </Heading>
  ) : (
    <h2>{children}</h2>
  )

/** A link. In text the URL follows the link text, so let a link end its sentence. */
export const A = ({ href, quiet, roomy, children }: Content & { href: string; quiet?: boolean; roomy?: boolean }) => {
  const { medium } = useSetting()
  if (medium === 'text')
    return (
      <>
        {children}: {href}
      </>
    )
  if (medium === 'web') return <a href={href}>{children}</a>
  return (
    <Link
      href={href}
      className={quiet ? 'g-muted' : 'g-ink'}
      style={{ ...(quiet ? look.quietLink : look.link), ...(roomy && look.footLink) }}
    >
      {children}
    </Link>
  )
}

/** "Good morning, Anna." where the name is known, "Good morning." where it is not. */
export const Greeting = () => <P>Good morning{useGap('commaName')}.</P>

/** A fine line between two parts. */
export const Rule = () => (useSetting().medium === 'mail' ? <Hr className="g-rule" style={look.rule} /> : <hr />)
