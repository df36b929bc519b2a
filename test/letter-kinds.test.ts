import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { describe, expect, test } from 'vitest'
import * as compiled from '#letters'
import { letterKindsOf } from '../src/composition'
import { frameBroadcast } from '../src/features/broadcasts/schedule'
import { freeze } from '../src/mail/outbox/freeze'
import { autoSubmitted } from '../src/mail/outbox/headers'
import { type Sender, SITE_GAPS } from '../src/mail/outbox/letter'
import { type DueLetter, defineLetterKind, type LetterKind } from '../src/mail/outbox/letter-kind'
import { hashOf } from '../src/mail/outbox/template-content'
import { writeWhatFits } from '../src/mail/outbox/write-letters'
import { int } from '../src/platform/columns'
import { fillFrame, type Template } from '../src/platform/template'
import { openSigner } from '../src/platform/tokens'

const kinds = Object.entries(letterKindsOf(compiled))
const signer = openSigner({ APP_SECRET: 'the secret of this year, long enough' })
const sender: Sender = {
  from: '"Maren Holt" <maren@holt.test>',
  replyTo: 'maren@holt.test',
  siteUrl: 'https://mornings.test',
  listId: '"Maren Holt" <letters.mornings.test>',
  gaps: {
    senderName: 'Maren Holt',
    postalAddress: 'Linden Yard 4',
    siteUrl: 'https://mornings.test',
    siteHost: 'mornings.test',
    careUrl: 'https://mornings.test/care',
  },
}

const lessons = compiled.courses.flatMap(({ slug, lessons }) => lessons.map(({ day }) => `${slug}/${day}`))
const templatesOf: Record<string, readonly string[]> = {
  confirm: ['confirm', 'alreadyReading', ...compiled.courses.map(({ slug }) => `confirm/${slug}`)],
  lesson: lessons,
  broadcast: ['stored'],
  signin: ['signIn', 'invitation'],
  digest: ['alert'],
}

// A gap that somebody types is text like any other (signing-up.test.ts); here only a template may bring one.
const typed = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('%', '<', '"', "'", '&', '\n', 'a', ' ') }),
    fc.constantFrom('100%', '%bookUrl%', 'Anna'),
  )
  .filter((text) => !text.includes('%%') && !/^%|%$/.test(text))
const number = fc.maxSafeNat()

/** Any row that the columns of a kind let through. */
const rowOf = (kind: string) =>
  fc.record({
    id: number,
    dedupeKey: fc.constant('enrolment/1/lesson/2'),
    template: fc.constantFrom(...(templatesOf[kind] ?? [])),
    dueAt: number,
    email: typed,
    broadcastId: number,
    subscriberId: number,
    firstName: typed,
    issuedAt: number,
    addressKey: fc.constant('key'),
    enrolmentId: number,
    linkId: number,
    operatorId: number,
    day: number,
    booked: fc.boolean(),
    cause: fc.constantFrom('overdue', 'faults', 'template', 'quota', 'bounces', 'unasked'),
    number,
  })

const stored: Template = frameBroadcast(compiled, {
  subject: 'News%%commaName%%',
  preheader: 'A line%%commaName%%',
  html: '<p>%%commaName%% <a href="%%bookUrl%%">b</a></p>',
  text: '%%commaName%% %%bookUrl%%',
})

function write(
  kind: LetterKind,
  row: DueLetter,
  content: ReadonlyMap<string, Template> = new Map([['stored', stored]]),
) {
  const drafted = freeze(kind, [row], sender, signer)
  expect(drafted.unfit).toEqual([])
  const all = new Map([...content, ...drafted.content])
  const { letters, problems } = writeWhatFits(kind, drafted.frozen, all, signer)
  expect([...problems.values()]).toEqual([])
  const [letter] = letters
  if (!letter) throw new Error('no letter was written')
  return { ...letter, html: decode(letter.html), text: decode(letter.text), subject: decode(letter.subject) }
}

const decode = (inside: string): string => JSON.parse(`"${inside}"`)

describe.each(kinds)('a letter of the kind %s', (name, kind) => {
  test('is filled whole, whatever its row holds and whatever name was typed', () => {
    fc.assert(
      fc.property(rowOf(name), (row) => {
        const { subject, html, text, headers } = write(kind, row)
        for (const part of [subject, html, text, ...Object.values(headers)]) expect(part).not.toContain('%%')
      }),
    )
  })

  test('fills every template whose gaps are those of its list', () => {
    const gaps = [...SITE_GAPS, ...kind.gaps, ...kind.links].map((gap) => `%%${gap}%%`)
    const words = fc
      .array(
        fc.oneof(
          fc.string().filter((text) => !text.includes('%')),
          fc.constantFrom(...gaps),
        ),
      )
      .map((parts) => parts.join(' '))
    const row = fc.sample(rowOf(name), { numRuns: 1, seed: 1 })[0]
    fc.assert(
      fc.property(fc.record({ subject: words, html: words, text: words }), (template) => {
        const hash = hashOf(template)
        const composed = kind.compose({ ...row, template: templatesOf[name]?.[0] ?? '' } as DueLetter)
        const other = { ...kind, compose: () => composed && { ...composed, template: hash } }
        const { subject, html, text } = write(other, row as DueLetter, new Map([[hash, template]]))
        expect(`${subject}${html}${text}`).not.toContain('%%')
      }),
    )
  })

  test('has the lists that its templates were checked against', () => {
    const { gaps, links } = compiled.letterKinds[name as compiled.KindName]
    expect({ gaps: kind.gaps, links: kind.links }).toEqual({ gaps, links })
    expect(SITE_GAPS).toEqual(compiled.siteGaps)
  })

  test('knows each of its templates by a hash, and no others', () => {
    for (const template of name === 'broadcast' ? [] : (templatesOf[name] ?? []))
      expect(kind.hashesOf(template).length, template).toBeGreaterThan(0)
    for (const template of ['', 'constructor', '__proto__', 'seven-mornings/99', 'recovered'])
      expect(kind.hashesOf(template)).toEqual([])
  })
})

describe('a subject stands in the frame as it was written', () => {
  const subjects = fc.oneof(
    fc.string({ unit: fc.constantFrom('"', "'", '<', '>', '&', '/', '=', ' ', 'a', 'ö', '`') }),
    fc.constantFrom('"><script>alert(1)</script>', '&quot;', '</title><b>', "' onload='x", 'A "quiet" Sunday'),
    fc.string({ unit: 'grapheme' }),
  )
  const shapeOf = (html: string) => {
    const names: string[] = []
    const visit = (nodes: ReturnType<typeof parseDocument>['children']) => {
      for (const node of nodes) {
        if (!('attribs' in node)) continue
        names.push(`${node.name} ${Object.keys(node.attribs).join(' ')}`)
        visit(node.children)
      }
    }
    visit(parseDocument(html).children)
    return names
  }
  const find = (html: string, has: (node: Element) => boolean) => {
    const found: Element[] = []
    const visit = (nodes: readonly unknown[]) => {
      for (const node of nodes as Element[]) {
        if (node.attribs && has(node)) found.push(node)
        if (node.children) visit(node.children)
      }
    }
    visit(parseDocument(html).children)
    return found
  }
  type Element = { name: string; attribs: Record<string, string>; children: readonly { data?: string }[] }
  const one = (subject: string, preheader: string) =>
    fillFrame(compiled.frame, { subject, preheader, html: '<p>x</p>', text: 'x', reason: 'why' }).html

  test('in the title and the label of every letter with a frame: exactly it, and no element or attribute beside', () => {
    const plain = shapeOf(one('plain', 'plain'))
    fc.assert(
      fc.property(
        subjects.filter((text) => !text.includes('%')),
        subjects,
        (subject, preheader) => {
          const html = one(subject, preheader)
          expect(shapeOf(html)).toEqual(plain)
          const [title] = find(html, ({ name }) => name === 'title')
          expect(title?.children.map(({ data }) => data).join('')).toBe(subject)
          const [article] = find(html, ({ attribs }) => attribs.role === 'article')
          expect(article?.attribs['aria-label']).toBe(subject)
        },
      ),
      { numRuns: 200 },
    )
  })
})

test('a kind that leaves a gap out, or fills another, is an error of types', () => {
  const source = { kind: 'digest', source: 'x', to: 'operator' } as const
  const rest = {
    source,
    gaps: ['commaName'],
    links: ['bookUrl'],
    headers: autoSubmitted,
    mayLeave: () => sql`true`,
    email: sql`x`,
    columns: { subscriberId: int },
    join: sql``,
    hashesOf: () => [],
    readKey: () => null,
  } as const
  defineLetterKind({
    ...rest,
    compose: ({ subscriberId }) => ({
      template: '',
      gaps: { commaName: '' },
      links: { bookUrl: ['book', subscriberId] },
    }),
  })
  // @ts-expect-error a gap is left out
  defineLetterKind({ ...rest, compose: () => ({ template: '', gaps: {}, links: { bookUrl: ['book', 1] } }) })
  // @ts-expect-error a link is left out
  defineLetterKind({ ...rest, compose: () => ({ template: '', gaps: { commaName: '' }, links: {} }) })
  defineLetterKind({
    ...rest,
    // @ts-expect-error a gap of another kind is filled
    compose: () => ({ template: '', gaps: { commaName: '', alertText: '' }, links: { bookUrl: ['book', 1] } }),
  })
  defineLetterKind({
    ...rest,
    // @ts-expect-error a column is read that the row does not have
    compose: ({ nothing }) => ({ template: nothing, gaps: { commaName: '' }, links: { bookUrl: ['book', 1] } }),
  })
  expect(rest.gaps).toEqual(['commaName'])
})
