import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSigner, type Purpose } from '../src/platform/tokens'

const old = { APP_SECRET: 'the secret of last year, long enough' }
const present = { APP_SECRET: 'the secret of this year, long enough' }
const both = { ...present, APP_SECRET_PREVIOUS: old.APP_SECRET }

const purposes: Purpose[] = ['confirm', 'unsubscribe', 'preferences', 'lessons', 'book', 'booked', 'booking', 'never']
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

test('links that were sent keep opening: what a token is made of does not change', () => {
  const order: Purpose[] = ['unsubscribe', 'preferences', 'book', 'booked', 'confirm', 'lessons', 'booking', 'never']
  const hmac = (words: string) => createHmac('sha512', present.APP_SECRET).update(words).digest()
  const signer = openSigner(present)
  expect(signer.keyName).toBe(hmac('key name').subarray(0, 6).toString('base64url'))
  for (const [place, purpose] of order.entries()) {
    const words = `${(8_669_037_994_037_889).toString(36)}.3`
    const bytes = hmac(`${Math.floor(place / 4)}:${words}`).subarray((place % 4) * 16, (place % 4) * 16 + 16)
    expect(signer.sign(purpose, [8_669_037_994_037_889, 3]), purpose).toBe(`${words}.${bytes.toString('base64url')}`)
  }
})

test('what is no token at all opens nothing', () => {
  const signer = openSigner(present)
  for (const token of ['', '.', '1', 'nonsense', '1.', `.${'A'.repeat(22)}`, 'A'.repeat(22)]) {
    expect(signer.read('preferences', token), token).toBeNull()
  }
})
