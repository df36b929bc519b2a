import { createHmac, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSigner, type Purpose } from '../src/platform/tokens'

const old = { APP_SECRET: 'the secret of last year, long enough' }
const present = { APP_SECRET: 'the secret of this year, long enough' }
const both = { ...present, APP_SECRET_PREVIOUS: old.APP_SECRET }

const oldPurposes: Purpose[] = [
  'confirm',
  'unsubscribe',
  'preferences',
  'lessons',
  'book',
  'booked',
  'booking',
  'never',
]
const purposes: Purpose[] = [...oldPurposes, 'admin/sign-in', 'go']
const anyPurpose = fc.constantFrom(...purposes)
const anyNumbers = fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 3 })
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.'

describe('a token', () => {
  test('gives back what was signed, and is the same each time', async () => {
    const signer = await openSigner(present)
    await fc.assert(
      fc.asyncProperty(anyPurpose, anyNumbers, async (purpose, numbers) => {
        const token = await signer.sign(purpose, numbers)
        expect(token).toMatch(/^[\w.-]+$/)
        expect(await signer.sign(purpose, numbers)).toBe(token)
        expect(await signer.read(purpose, token)).toEqual(numbers)
      }),
    )
  })

  test('opens nothing that it was not made for', async () => {
    const signer = await openSigner(present)
    await fc.assert(
      fc.asyncProperty(anyPurpose, anyPurpose, anyNumbers, async (purpose, other, numbers) => {
        fc.pre(purpose !== other)
        expect(await signer.read(other, await signer.sign(purpose, numbers))).toBeNull()
      }),
    )
  })

  test('opens nothing when any one character is another', async () => {
    const signer = await openSigner(present)
    const token = await signer.sign('preferences', [123_456_789, 2])
    for (const [place, char] of [...token].entries()) {
      for (const other of alphabet) {
        if (other === char) continue
        const changed = `${token.slice(0, place)}${other}${token.slice(place + 1)}`
        expect(await signer.read('preferences', changed), changed).toBeNull()
      }
    }
  })

  test('opens nothing when it is cut, lengthened or made up', async () => {
    const signer = await openSigner(present)
    await fc.assert(
      fc.asyncProperty(anyNumbers, fc.nat({ max: 60 }), fc.string({ minLength: 1 }), async (numbers, length, more) => {
        const token = await signer.sign('unsubscribe', numbers)
        expect(await signer.read('unsubscribe', `${token}${more}`)).toBeNull()
        expect(await signer.read('unsubscribe', `${more}${token}`)).toBeNull()
        if (length < token.length) expect(await signer.read('unsubscribe', token.slice(0, length))).toBeNull()
        expect(await signer.read('unsubscribe', more)).toBeNull()
      }),
    )
  })
})

describe('when the secret is changed', () => {
  test('links that were sent before still open, and new ones bear the new name', async () => {
    const [before, after] = [await openSigner(old), await openSigner(both)]
    const token = await before.sign('preferences', [7])
    expect(await after.read('preferences', token)).toEqual([7])
    expect(after.keyName).not.toBe(before.keyName)
    expect(await after.sign('preferences', [7])).not.toBe(token)
  })

  test('a letter that was frozen under the old key is written the same', async () => {
    const [before, after] = [await openSigner(old), await openSigner(both)]
    expect(await after.sign('book', [7], before.keyName)).toBe(await before.sign('book', [7]))
  })

  test('once the old secret is forgotten, its links open nothing', async () => {
    const [before, after] = [await openSigner(old), await openSigner(present)]
    expect(await after.read('preferences', await before.sign('preferences', [7]))).toBeNull()
  })
})

describe('what a token is made of does not change, so that links that were sent keep opening', () => {
  const numbers = [8_669_037_994_037_889, 3]
  const words = `${(8_669_037_994_037_889).toString(36)}.3`
  const oldHmac = (text: string) => createHmac('sha512', present.APP_SECRET).update(text).digest()
  const oldOrder: Purpose[] = ['unsubscribe', 'preferences', 'book', 'booked', 'confirm', 'lessons', 'booking', 'never']

  test.each(purposes)('with a version: a key of its own for %s and an HMAC of its own', (purpose) => {
    const key = Buffer.from(hkdfSync('sha256', present.APP_SECRET, '', `link 2 ${purpose}`, 32))
    const signature = createHmac('sha256', key).update(words).digest('base64url').slice(0, 22)
    expect(openSigner(present).sign(purpose, numbers)).toBe(`V2.${words}.${signature}`)
  })

  test.each(oldOrder.map((purpose, place) => ({ purpose, place })))(
    'without one: $purpose, as before there were versions, under both secrets',
    ({ purpose, place }) => {
      const bytes = oldHmac(`${Math.floor(place / 4)}:${words}`).subarray((place % 4) * 16, (place % 4) * 16 + 16)
      const token = `${words}.${bytes.toString('base64url')}`
      const signer = openSigner(present)
      const next = openSigner({ APP_SECRET: old.APP_SECRET, APP_SECRET_PREVIOUS: present.APP_SECRET })
      for (const one of [signer, next]) expect(one.read(purpose, token)).toEqual(numbers)
      for (const other of oldOrder) if (other !== purpose) expect(signer.read(other, token), other).toBeNull()
      expect(signer.read(purpose, `V2.${token}`)).toBeNull()
    },
  )

  test('a letter that was frozen before there were versions is written as it was', () => {
    const name = oldHmac('key name').subarray(0, 6).toString('base64url')
    const bytes = oldHmac(`0:${words}`).subarray(16, 32)
    expect(openSigner(present).sign('preferences', numbers, name)).toBe(`${words}.${bytes.toString('base64url')}`)
  })

  test('a signature of one version opens nothing in the other', () => {
    const signer = openSigner(present)
    for (const purpose of purposes) expect(signer.read(purpose, signer.sign(purpose, numbers).slice(3))).toBeNull()
  })
})

test('what is no token at all opens nothing', () => {
  const signer = openSigner(present)
  for (const token of ['', '.', '1', 'nonsense', '1.', `.${'A'.repeat(22)}`, 'A'.repeat(22)]) {
    expect(signer.read('preferences', token), token).toBeNull()
  }
})
