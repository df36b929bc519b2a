import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coarseNetwork, hashNetwork, isLoopbackAddress, networksOf } from '../src/platform/network'

const groups = fc.array(fc.nat({ max: 0xffff }), { minLength: 8, maxLength: 8 })
const isMapped = (all: number[]) => all.slice(0, 5).every((group) => group === 0) && all[5] === 0xffff

/** An address in any of its spellings: small or capital letters, leading zeros, one run of zeros left out, a zone. */
const spellings = (all: number[], { capital, zeros, shorten, zone }: Spelling) => {
  const written = all.map((group) => group.toString(16).padStart(zeros ? 4 : 1, '0'))
  const start = all.findIndex((group, i) => group === 0 && all[i + 1] === 0)
  let end = start
  while (start >= 0 && all[end] === 0) end++
  const text =
    shorten && start >= 0 ? `${written.slice(0, start).join(':')}::${written.slice(end).join(':')}` : written.join(':')
  return (capital ? text.toUpperCase() : text) + (zone ? '%eth0' : '')
}
type Spelling = { capital: boolean; zeros: boolean; shorten: boolean; zone: boolean }
const spelling = fc.record({ capital: fc.boolean(), zeros: fc.boolean(), shorten: fc.boolean(), zone: fc.boolean() })
const sparse = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 0xffff })), { minLength: 8, maxLength: 8 })

describe('the networks of an address', () => {
  test('are the same in every spelling of it', () => {
    fc.assert(
      fc.property(sparse, spelling, spelling, (all, one, other) => {
        expect(networksOf(spellings(all, one))).toEqual(networksOf(spellings(all, other)))
      }),
    )
  })

  test('are shared by all of one /64, and the second by all of one /48', () => {
    fc.assert(
      fc.property(groups, groups, (all, others) => {
        fc.pre(!isMapped(all))
        const plain = { capital: false, zeros: false, shorten: false, zone: false }
        const [household, site] = networksOf(spellings(all, plain))
        const same = [...all.slice(0, 4), ...others.slice(4)]
        const beside = [...all.slice(0, 3), (all[3]! + 1) % 0x10000, ...others.slice(4)]
        const elsewhere = [...all.slice(0, 2), (all[2]! + 1) % 0x10000, ...all.slice(3)]
        expect(networksOf(spellings(same, plain))).toEqual([household, site])
        expect(networksOf(spellings(beside, plain))).toEqual([expect.not.stringMatching(`^${household}$`), site])
        expect(networksOf(spellings(elsewhere, plain))[1]).not.toBe(site)
        expect(household).not.toBe(site)
      }),
    )
  })

  test('of IPv4 are the address alone, also where it is written within IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(networksOf(address)).toEqual([address])
        for (const within of [`::ffff:${address}`, `::FFFF:${address}`, `0:0:0:0:0:ffff:${address}`])
          expect(networksOf(within)).toEqual([address])
      }),
    )
  })

  test.each([
    ['2001:DB8::1', ['2001:db8:0:0/64', '2001:db8:0/48']],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', ['2001:db8:0:0/64', '2001:db8:0/48']],
    ['2001:db8:1:2::', ['2001:db8:1:2/64', '2001:db8:1/48']],
    ['fe80::1%eth0', ['fe80:0:0:0/64', 'fe80:0:0/48']],
    ['::', ['0:0:0:0/64', '0:0:0/48']],
    ['::ffff:c000:0201', ['192.0.2.1']],
    ['', []],
    ['no:address', ['no:address']],
    ['2001:db8::1/64', ['2001:db8::1/64']],
  ])('of %s are %j', (address, networks) => {
    expect(networksOf(address)).toEqual(networks)
  })

  test.each(['::1', '0:0:0:0:0:0:0:1', '127.0.0.1', '127.9.9.9', '::ffff:127.0.0.1', '::FFFF:7f00:1', '', undefined])(
    '%s is this machine',
    (address) => expect(isLoopbackAddress(address)).toBe(true),
  )

  test.each(['::2', '128.0.0.1', '2001:db8::1', '::ffff:128.0.0.1', '1127.0.0.1', '127.evil.example', 'localhost'])(
    '%s is not this machine',
    (address) => expect(isLoopbackAddress(address)).toBe(false),
  )
})

describe('a network as it is kept', () => {
  const secret = 'a secret of this service, long enough for it'

  test('is a hash under our key, and nothing that anybody else could make', async () => {
    const expected = createHmac('sha256', `network:${secret}`).update('203.0.113.7').digest('hex').slice(0, 24)
    expect(hashNetwork(secret, '203.0.113.7')).toBe(expected)
    expect(hashNetwork(`${secret}!`, '203.0.113.7')).not.toBe(expected)
    expect(hashNetwork(secret, '203.0.113.8')).not.toBe(expected)
  })

  test('is found behind spaces and without the name of an interface', () => {
    expect(networksOf(' 203.0.113.7 ')).toEqual(['203.0.113.7'])
    expect(networksOf('fe80::1%eth0')).toEqual(networksOf('fe80::1'))
  })

  test.each(['127.0.0.1', '127.10.20.30', '127.255.255.254', '::1', '::ffff:127.0.0.1'])(
    '%s is this machine',
    (one) => {
      expect(isLoopbackAddress(one)).toBe(true)
    },
  )

  test.each(['127.0.0.1.example', '128.0.0.1', '1127.0.0.1', '::2', '203.0.113.7', 'localhost'])('%s is not', (one) => {
    expect(isLoopbackAddress(one)).toBe(false)
  })
})

test.each([
  ['203.0.113.77', '203.0.113.x'],
  ['::ffff:203.0.113.77', '203.0.113.x'],
  ['2001:DB8:5::9', '2001:db8:5::/48'],
  ['2001:db8::9', '2001:db8:0::/48'],
  ['', null],
  ['somewhere', null],
])('for people to read, %s is %s', (address, words) => {
  expect(coarseNetwork(address)).toBe(words)
})
