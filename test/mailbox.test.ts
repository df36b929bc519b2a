import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashAddress, hashAsText } from '../src/subscribers/address-hash'
import { mailboxOf, ownersAddress } from '../src/subscribers/mailbox'

const name = fc.stringMatching(/^[a-z0-9]{1,12}$/)
const tag = fc.stringMatching(/^[a-z0-9.+-]{0,8}$/)
const domain = fc.constantFrom('gmail.com', 'reader.test', 'sub.reader.test')

/** Puts dots into a name at the places where a bit is set. */
const dotted = (text: string, bits: number) =>
  [...text].map((letter, i) => (i > 0 && (bits >> i) & 1 ? `.${letter}` : letter)).join('')

describe('a mailbox', () => {
  test('is one for the limit in all its spellings', () => {
    fc.assert(
      fc.property(name, tag, fc.nat(), domain, (local, label, bits, host) => {
        const spelt = `${dotted(local, bits)}+${label}@${host}`
        expect(mailboxOf(spelt)).toEqual({ mailbox: `${local}@${host}`, domain: host })
        expect(mailboxOf(spelt.toUpperCase())).toEqual(mailboxOf(spelt))
      }),
    )
  })

  test.each([
    ['victim+1@gmail.com', 'victim@gmail.com'],
    ['v.i.c.t.i.m@googlemail.com', 'victim@gmail.com'],
    ['anna.maria@reader.test', 'annamaria@reader.test'],
    ['+tag@reader.test', '+tag@reader.test'],
    ['anna+a+b@reader.test', 'anna@reader.test'],
  ])('%s is %s', (address, mailbox) => {
    expect(mailboxOf(address).mailbox).toBe(mailbox)
  })

  test('that wants no more mail is known without its tag, and without its dots only where they mean nothing', () => {
    fc.assert(
      fc.property(name, tag, fc.nat(), domain, (local, label, bits, host) => {
        const kept = host === 'gmail.com' ? local : dotted(local, bits)
        expect(ownersAddress(`${dotted(local, bits)}+${label}@${host}`)).toBe(`${kept}@${host}`)
      }),
    )
    expect(ownersAddress('v.i.c+x@googlemail.com')).toBe('vic@gmail.com')
  })

  test('is known by a hash that is the same for its spellings, another for others and under another key, and fits a token', () => {
    fc.assert(
      fc.property(name, name, tag, (one, other, label) => {
        fc.pre(one !== other)
        const hash = hashAddress('key', `${one}@reader.test`)
        expect(hashAddress('key', `${one.toUpperCase()}+${label}@Reader.test`)).toEqual(hash)
        expect(hashAddress('key', `${other}@reader.test`)).not.toEqual(hash)
        expect(hashAddress('another', `${one}@reader.test`)).not.toEqual(hash)
        for (const half of hash) expect(Number.isSafeInteger(half)).toBe(true)
        expect(hashAsText(hash)).toMatch(/^[0-9a-f]{24}$/)
      }),
    )
  })
})
