import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMailbox, validate } from '../scripts/resend-emulator/validate.ts'
import { developmentSettings } from '../scripts/support/settings.ts'
import { phrase } from '../src/mail/phrase.ts'
import { readConfig } from '../src/platform/config.ts'
import { publicSettings, testSettings } from './support/settings.ts'

const example = parseEnv(readFileSync('.dev.vars.example', 'utf8'))

/** A practice on a public host that lacks nothing. */
const open = {
  ...developmentSettings,
  PUBLIC_URL: 'https://mornings.holt-practice.test',
  LIBSQL_URL: 'libsql://galea.turso.test',
  ...publicSettings,
  DEV_CLOCK: '0',
}
const home = { ...open, ...developmentSettings, PUBLIC_URL: 'http://localhost:8787' }

function reasons(settings: Record<string, string | undefined>): string {
  try {
    readConfig({ ...settings })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Bytes as they come from a good source: fast-check's own are uneven on purpose. */
const evenBytes = (count: number) =>
  fc.noShrink(fc.integer()).map((seed) => createHash('sha512').update(String(seed)).digest().subarray(0, count))
describe('the settings of a public host', () => {
  test('are taken when they are whole', () => {
    expect(reasons(open)).toBe('')
  })

  test('every secret by `openssl rand` is good, and so is a long phrase by dice', () => {
    const say = (random: Uint8Array, words: number) =>
      Array.from(random.subarray(0, words), (byte) => phraseWords[(byte * 31) % phraseWords.length]).join(' ')
    const secret = fc.oneof(
      evenBytes(32).map((random) => random.toString('base64')),
      evenBytes(32).map((random) => random.toString('base64url')),
      evenBytes(32).map((random) => random.toString('hex')),
      evenBytes(48).map((random) => random.toString('base64')),
      evenBytes(32).map((random) => say(random, 10)),
      evenBytes(32).map((random) => say(random, 20)),
      evenBytes(40).map(
        (random) => `${Array.from(random, (byte) => String.fromCharCode(33 + (byte % 94))).join('')}!~`,
      ),
    )
    fc.assert(
      fc.property(secret, (good) => {
        expect([good, reasons({ ...open, APP_SECRET: good, APP_SECRET_PREVIOUS: good })]).toEqual([good, ''])
      }),
      { numRuns: 700 },
    )
  })

  test('every signing secret of Svix is good', () => {
    const secret = fc.oneof(evenBytes(16), evenBytes(24), evenBytes(32), evenBytes(64))
    fc.assert(
      fc.property(secret, (random) => {
        expect(reasons({ ...open, RESEND_WEBHOOK_SECRET: `whsec_${random.toString('base64')}` })).toBe('')
      }),
      { numRuns: 400 },
    )
  })

  test.each([
    ['the example of .dev.vars.example', example.APP_SECRET],
    ['the one of the tests', testSettings.APP_SECRET],
    ['one letter', 'a'.repeat(44)],
    ['a short pattern', 'abc123'.repeat(8)],
    ['a pattern that is cut off', 'abcdefghijklm'.repeat(4).slice(0, 45)],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'],
    ['a word of a placeholder often', 'changeme'.repeat(6)],
    ['a placeholder in words', 'your-secret-key-that-is-at-least-32-characters-long'],
    ['a placeholder in capitals', 'Change-Me-To-At-Least-32-Random-Characters-Please'],
    ['an example with a number behind it', 'this-is-an-example-secret-0000000000000'],
    ['half of a good one', publicSettings.APP_SECRET.slice(0, 32)],
    ['hex of 16 bytes', '9f86d081884c7d659a2feaa0c55ad015'],
    ['hex that hardly changes', `${'00112233'.repeat(7)}001122aa`],
    ['a short sentence', 'my cat is called Minka and is 12'],
    ['spaces', ' '.repeat(40)],
  ])('APP_SECRET is no secret: %s', (_, secret) => {
    const said = reasons({ ...open, APP_SECRET: secret })
    expect(said).toMatch(/^The settings need attention\. APP_SECRET: \w/)
    expect(said).not.toContain(String(secret).trim() || '    ')
    expect(reasons({ ...open, APP_SECRET_PREVIOUS: secret })).toContain('APP_SECRET_PREVIOUS: ')
    expect(reasons({ ...home, APP_SECRET: secret })).toBe('')
  })

  test.each([
    ['the example of .dev.vars.example', example.RESEND_WEBHOOK_SECRET],
    ['the one of the tests', developmentSettings.RESEND_WEBHOOK_SECRET],
    ['the one in the documentation of Svix', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['tiny', 'whsec_AAEC'],
    ['of 15 bytes', 'whsec_k8Jp2n0XGv5zW1bQ7yLr'],
    ['one byte often', `whsec_${Buffer.alloc(32, 7).toString('base64')}`],
    ['words', `whsec_${Buffer.from('nobody will guess this one').toString('base64')}`],
  ])('RESEND_WEBHOOK_SECRET proves nothing: %s', (_, hook) => {
    const said = reasons({ ...open, RESEND_WEBHOOK_SECRET: hook })
    expect(said).toContain('RESEND_WEBHOOK_SECRET: ')
    expect(said).not.toContain(String(hook))
    expect(reasons({ ...home, RESEND_WEBHOOK_SECRET: hook })).toBe('')
  })

  test.each([
    ['HEALTH_TOKEN', 'short'],
    ['HEALTH_TOKEN', 'a'.repeat(40)],
    ['BOOKING_WEBHOOK_SECRET', 'short'],
    ['BOOKING_WEBHOOK_SECRET', 'a'.repeat(40)],
    ['PUBLIC_URL', 'http://mornings.holt-practice.test'],
    ['PUBLIC_URL', 'https://maren:door@mornings.holt-practice.test'],
    ['PUBLIC_URL', 'https://mornings.holt-practice.test/?from=a'],
    ['DEV_CLOCK', '1'],
  ])('%s of %s is named', (name, value) => {
    expect(reasons({ ...open, [name]: value })).toContain(`${name}: `)
  })

  test('several are named at once', () => {
    const said = reasons({ ...open, PUBLIC_URL: 'http://a.test', APP_SECRET: 'x'.repeat(40), DEV_CLOCK: '1' })
    for (const name of ['PUBLIC_URL', 'APP_SECRET', 'DEV_CLOCK']) expect(said).toContain(`${name}: `)
  })
})

test('development and a host of this machine need none of it', () => {
  for (const PUBLIC_URL of [
    'http://localhost:8787',
    'http://127.0.0.1',
    'http://[::1]:8787',
    'http://galea.localhost',
  ]) {
    expect(reasons({ ...example, PUBLIC_URL })).toBe('')
  }
})

const letterWith = (from: string, headers: Record<string, string>, more = {}) => ({
  from,
  to: 'anna@reader.test',
  subject: 'Good morning',
  text: 'Good morning',
  headers,
  ...more,
})

describe('the name that stands in every letter', () => {
  const unit = fc.oneof(
    fc.constantFrom(...'Maren Hölt,&\'()."\\<>%;:@[]=?_\r\n\0\t\u2028\u202e\ud800 李小龍🌅ß'),
    fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
  )

  test('every one that is taken comes out of the headers as it went in; the others are named', () => {
    let taken = 0
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 110 }), (name) => {
        const said = reasons({ ...open, FROM_NAME: name })
        if (said !== '') {
          expect(said).toContain('FROM_NAME: ')
          return
        }
        taken += 1
        const kept = readConfig({ ...open, FROM_NAME: name }).FROM_NAME
        expect(kept).toBe(name.trim())
        const from = `"${kept}" <maren@holt-practice.test>`
        const listId = `${phrase(kept)} <letters.holt-practice.test>`
        expect(validate(letterWith(from, { 'List-Id': listId }), [])).toBeNull()
        expect(readMailbox(from)).toEqual({ name: kept, address: 'maren@holt-practice.test' })
        expect(readPhrase(listId)).toBe(kept)
      }),
      { numRuns: 2000 },
    )
    expect(taken).toBeGreaterThan(50)
  })

  test.each([
    ['Åsa Öberg'],
    ['Holt, Maren (Wien)'],
    ["Maren O'Hare & Töchter"],
    ['李小龍'],
    ['مریم علی‌زاده'],
    ['=?UTF-8?Q?a?='],
    ['M'.repeat(100)],
    ['ü'.repeat(100)],
  ])('%s is taken', (name) => {
    expect(reasons({ ...open, FROM_NAME: name })).toBe('')
    const headers = { 'List-Id': `${phrase(name)} <letters.holt-practice.test>` }
    expect(validate(letterWith(`"${name}" <maren@holt-practice.test>`, headers), [])).toBeNull()
  })

  test.each([
    ['two lines', 'Maren\r\nBcc: all@readers.test'],
    ['quotes', 'Maren "the hands" Holt'],
    ['a backslash', 'Maren\\'],
    ['angle brackets', 'Maren <b>'],
    ['half a character', 'Maren \ud83c'],
    ['a sign that turns the line', 'Maren \u202eTloH'],
    ['a gap of a template', 'Maren %%email%%'],
    ['NUL', 'Maren\0Holt'],
    ['too many letters', 'M'.repeat(101)],
    ['only spaces', '   '],
  ])('with %s is refused', (_, name) => {
    const said = reasons({ ...open, FROM_NAME: name })
    expect(said).toContain('FROM_NAME: ')
    expect(said).not.toContain('Maren')
  })
})

describe('addresses', () => {
  test('every one that is taken goes through the post', () => {
    const local = fc.string({ unit: fc.constantFrom(...'abc.-_+\'"%&@ ü('), minLength: 1, maxLength: 70 })
    const domain = fc.string({ unit: fc.constantFrom(...'ab1-.ü_'), minLength: 1, maxLength: 70 })
    const address = fc.oneof(
      fc.tuple(local, domain).map(([l, d]) => `${l}@${d}.test`),
      fc.emailAddress(),
      fc.emailAddress().map((one) => `${'a'.repeat(60)}${one}`),
    )
    fc.assert(
      fc.property(address, (given) => {
        const fits = reasons({ ...open, FROM_EMAIL: given, REPLY_TO: given, ADMIN_EMAILS: given }) === ''
        if (!fits) return
        const from = `"Maren Holt" <${given}>`
        expect([given, validate(letterWith(from, {}, { to: given, reply_to: given }), [])]).toEqual([given, null])
      }),
      { numRuns: 1000 },
    )
  })

  test('of operators count once, however they are written and listed', () => {
    const list = ' maren@holt.test, desk@holt.test;Maren@Holt.test,\n desk@holt.test, '
    expect(readConfig({ ...open, ADMIN_EMAILS: list }).ADMIN_EMAILS).toEqual(['maren@holt.test', 'desk@holt.test'])
    expect(reasons({ ...open, ADMIN_EMAILS: ' , ' })).toContain('ADMIN_EMAILS: ')
  })

  test('of the practice stand on one line, whatever lines they were pasted in', () => {
    const address = '12 Linden Lane\r\n  1010 Vienna \n\nAustria\u2028'
    expect(readConfig({ ...open, POSTAL_ADDRESS: address }).POSTAL_ADDRESS).toBe('12 Linden Lane, 1010 Vienna, Austria')
    expect(reasons({ ...open, POSTAL_ADDRESS: '12 %%street%%' })).toContain('POSTAL_ADDRESS: ')
  })
})

test('a key that no header can hold is named, not sent', () => {
  expect(reasons({ ...open, RESEND_API_KEY: 're_a b' })).toContain('RESEND_API_KEY: ')
  expect(reasons({ ...open, RESEND_API_KEY: 're_ü' })).toContain('RESEND_API_KEY: ')
})

// What a mail program makes of the words before the address (RFC 2047, section 6.2; RFC 5322, section 3.2.4).
function readPhrase(header: string): string {
  const name = header.slice(0, header.lastIndexOf('<')).trim()
  if (name.startsWith('"')) return name.slice(1, -1)
  return name
    .split(' ')
    .map((word) => {
      expect(word.length).toBeLessThanOrEqual(75)
      return Buffer.from(/^=\?UTF-8\?B\?(.*)\?=$/.exec(word)?.[1] ?? '', 'base64').toString('utf8')
    })
    .join('')
}

const phraseWords =
  'abacus abdomen ability abrasive academy acid acorn acrobat action active actress adapter address adopt advance aerial affair agency agile alarm album alert algebra alibi alley almond amber amulet anchor angler ankle antler apple apron arcade arena armor arrow aspen atlas attic audio autumn avenue awning bacon badge bagel balsa banjo barley basil bathe beacon beaver bedrock beetle belfry bench beret bison blanket blossom bobcat bonsai border bottle bramble breeze brick bridge bronze brook bucket buckle buffalo bugle butter button cabin cactus camel candle canoe canyon carbon cargo carrot castle cattle cavern cedar cello chalk'.split(
    ' ',
  )
