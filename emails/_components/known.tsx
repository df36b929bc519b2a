/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { A, Label, Note } from './prose'
import { useSetting } from './setting'

/** What we know: every claim of fact at the strength of its evidence, each with its source. */
export const Known = ({ children }: { children: ReactNode }) => {
  const words = (
    <>
      <Label>What we know</Label>
      {children}
    </>
  )
  return useSetting().medium === 'web' ? <section className="known">{words}</section> : words
}

type Claim = { source: string; href: string; children: ReactNode }

/** One finding and its source. */
export const Finding = ({ source, href, children }: Claim) => (
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
