/** @jsxImportSource react */
import fc from 'fast-check'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { compileBlocks } from '../emails/_build/compile-blocks.tsx'
import { renderMail, renderText, renderWeb } from '../emails/_build/render.tsx'
import { ButtonLink } from '../emails/_components/booking.tsx'
import { Item, List, MinorHeading, Picture } from '../emails/_components/letter-blocks.tsx'
import { A, P, Rule, Subheading } from '../emails/_components/prose.tsx'
import type { Blocks } from '../emails/contract.ts'
import { courses } from '../emails/courses.ts'
import { type Block, type LetterDoc, type Line, shownLines } from '../src/features/broadcasts/document/grammar.ts'
import { readDoc } from '../src/features/broadcasts/document/read.ts'
import { type Run, runsOf } from '../src/features/broadcasts/document/runs.ts'
import { toHtml } from '../src/features/broadcasts/document/to-html.ts'
import { toText } from '../src/features/broadcasts/document/to-text.ts'
import { docOfHtml } from './support/doc-of-html.ts'
import { lettersOf, plainWords } from './support/letter-docs.ts'

type Medium = 'mail' | 'web' | 'text'
const blocks: Blocks = await compileBlocks()

test('a letter is, byte for byte, what React renders of the lessons’ own components, in mail, on the web and as text', async () => {
  await fc.assert(
    fc.asyncProperty(lettersOf(plainWords), async (given) => {
      const doc = readDoc(JSON.stringify(given))
      expect(toHtml(doc, blocks, 'mail')).toBe(await renderMail(treeOf(doc, 'mail')))
      expect(toHtml(doc, blocks, 'web')).toBe(await renderWeb(treeOf(doc, 'web')))
      expect(toText(doc)).toBe(await renderText(treeOf(doc, 'text')))
    }),
    { numRuns: 150 },
  )
})

test('the prose of every lesson is the same after it was a document', async () => {
  for (const { lessons } of courses)
    for (const { day, opening, idea } of lessons)
      for (const prose of [opening, idea]) {
        const web = await renderWeb(prose)
        const doc = docOfHtml(web)
        expect(toHtml(doc, blocks, 'web'), `day ${day}`).toBe(web)
        expect(toHtml(doc, blocks, 'mail'), `day ${day}`).toBe(await renderMail(prose))
        expect(toText(doc), `day ${day}`).toBe(await renderText(prose))
      }
})

// The same letter as its author would have written it in React.
const treeOf = (doc: LetterDoc, medium: Medium): ReactNode =>
  doc.content.map((one, i) => <Part key={i} one={one} medium={medium} />)

const Part = ({ one, medium }: { one: Block; medium: Medium }) => {
  const lines = shownLines(one)
  const [line] = lines
  switch (one.type) {
    case 'paragraph':
      return line && <P>{wordsOf(line, medium)}</P>
    case 'heading': {
      const Heading = one.attrs.level === 2 ? Subheading : MinorHeading
      return line && <Heading>{wordsOf(line, medium)}</Heading>
    }
    case 'bulletList':
    case 'orderedList':
      return (
        line && (
          <List ordered={one.type === 'orderedList'}>
            {lines.map((line, i) => (
              <Item key={i}>{wordsOf(line, medium)}</Item>
            ))}
          </List>
        )
      )
    case 'rule':
      return <Rule />
    case 'picture': {
      const { key, alt, width, height } = one.attrs
      if (medium === 'web') return <Picture src={`/media/${key}`} alt={alt} width={width} height={height} />
      const shown = Math.min(width, 552)
      const high = Math.max(1, Math.round((height * shown) / width))
      return <Picture src={`%%siteUrl%%/media/${key}`} alt={alt} width={shown} height={high} />
    }
    case 'button': {
      const href = addressOf(one.attrs.href, medium)
      return href && <ButtonLink href={href}>{one.attrs.words}</ButtonLink>
    }
  }
}

const wordsOf = (line: Line, medium: Medium) =>
  runsOf(line).map((run, i) => <Words key={i} run={run} medium={medium} />)

const Words = ({ run, medium }: { run: Run; medium: Medium }): ReactNode => {
  if ('piece' in run) {
    const { piece } = run
    return piece.type === 'text' ? piece.text : piece.type === 'gap' ? `%%${piece.attrs.name}%%` : <br />
  }
  const words = run.runs.map((run, i) => <Words key={i} run={run} medium={medium} />)
  if (run.mark.type === 'bold') return <strong>{words}</strong>
  if (run.mark.type === 'italic') return <em>{words}</em>
  // In text, words that are the address say it once.
  const isItself = medium === 'text' && sayRuns(run.runs) === run.mark.attrs.href
  const href = isItself ? null : addressOf(run.mark.attrs.href, medium)
  return href ? <A href={href}>{words}</A> : words
}

const addressOf = (href: string, medium: Medium) =>
  medium !== 'web' ? href : href === '%%bookUrl%%' ? '%%bookingPageUrl%%' : href === '%%preferencesUrl%%' ? null : href

const sayRuns = (runs: readonly Run[]): string =>
  runs.map((run) => ('piece' in run ? (run.piece.type === 'text' ? run.piece.text : '\0') : sayRuns(run.runs))).join('')
