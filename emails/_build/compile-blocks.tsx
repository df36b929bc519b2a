/** @jsxImportSource react */
import type { ReactNode } from 'react'
import { ButtonLink } from '../_components/booking'
import { Item, List, MinorHeading, Picture } from '../_components/letter-blocks'
import { A, P, Rule, Subheading } from '../_components/prose'
import { type Blocks, blockNames } from '../contract'
import { renderMail, renderWeb } from './render'

/** Every block that a letter of the practitioner's own may have, rendered once, with slots where words go. */
export const compileBlocks = async (): Promise<Blocks> => {
  const compiled = blockNames.map(async (name) => {
    const node = sources[name]
    return [name, { mail: await renderMail(node), web: await renderWeb(node) }] as const
  })
  return Object.fromEntries(await Promise.all(compiled)) as Blocks
}

const sources: Record<keyof Blocks, ReactNode> = {
  paragraph: <P>%%words%%</P>,
  heading2: <Subheading>%%words%%</Subheading>,
  heading3: <MinorHeading>%%words%%</MinorHeading>,
  bulletList: <List>%%items%%</List>,
  orderedList: <List ordered>%%items%%</List>,
  listItem: <Item>%%words%%</Item>,
  rule: <Rule />,
  picture: <Picture src="%%src%%" alt="%%alt%%" width="%%width%%" height="%%height%%" />,
  button: <ButtonLink href="%%href%%">%%words%%</ButtonLink>,
  link: <A href="%%href%%">%%words%%</A>,
  bold: <strong>%%words%%</strong>,
  italic: <em>%%words%%</em>,
  hardBreak: <br />,
}
