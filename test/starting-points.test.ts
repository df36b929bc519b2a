import { expect, test } from 'vitest'
import { readDoc } from '../src/features/broadcasts/document/read.ts'
import { toMarkdown } from '../src/features/broadcasts/document/to-markdown.ts'
import { toText } from '../src/features/broadcasts/document/to-text.ts'
import {
  findStartingPoint,
  isPlaceholder,
  listStartingPoints,
} from '../src/features/broadcasts/starting-points/starting-points.ts'

test('there are three letters to begin from, each with words to replace, a greeting by name and a signature', () => {
  const all = listStartingPoints()
  expect(all.map(({ id }) => id)).toEqual(['note', 'article', 'invitation'])
  for (const { id, title, description, subject, preheader, doc } of all) {
    expect(readDoc(JSON.stringify(doc))).toEqual(doc)
    expect(title && description).toBeTruthy()
    expect(`${subject} ${preheader}`.length).toBeLessThan(140)
    const text = toText(doc)
    expect(text).toMatch(/^Good morning%%commaName%%\.\n/)
    expect(text).toMatch(/%%senderName%%$/)
    const bracketed = text.match(/\[[^\]]+\]/g) ?? []
    expect(bracketed.length).toBeGreaterThan(2)
    for (const words of bracketed) expect(isPlaceholder(words), words).toBe(true)
    expect(toMarkdown(doc)).not.toMatch(/regrow|cure|detox|guarantee|!/i)
    expect(findStartingPoint(id)?.doc).toEqual(doc)
  }
  expect(findStartingPoint('another')).toBeNull()
  expect(isPlaceholder('[sic]')).toBe(false)
})

test('the invitation has a button to book, and every one leads to the page on care', () => {
  for (const { id, doc } of listStartingPoints()) {
    expect(toText(doc)).toContain('%%careUrl%%')
    expect(toText(doc).includes('%%bookUrl%%')).toBe(id === 'invitation')
  }
})
