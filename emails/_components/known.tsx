/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { Section, Text } from './kit'
import { look } from './look'
import { A, Note } from './prose'
import { useSetting } from './setting'

/** What we know: every claim of fact at the strength of its evidence, each with its source. */
export const Known = ({ children }: { children: ReactNode }) =>
  useSetting().medium === 'mail' ? (
    <Section>
      <Text className="g-ink" style={look.label}>
        What we know
      </Text>
      {children}
    </Section>
  ) : (
    <section className="known">
      <h2>What we know</h2>
      {children}
    </section>
  )

/** One finding and where it stands. */
export const Finding = ({ source, href, children }: { source: string; href: string; children: ReactNode }) => (
  <Note>
    {children}{' '}
    {useSetting().medium === 'text' ? (
      `Source: ${source}, ${href}`
    ) : (
      <A href={href} quiet>
        {source}
      </A>
    )}
  </Note>
)
