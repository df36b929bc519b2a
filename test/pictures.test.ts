import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { readPicture } from '../src/features/media/read-picture.ts'
import { sizeInLetter } from '../src/features/media/use-pictures.ts'

const PLACE = 'Storgatan 1, Lund'
const picture = { create: { width: 60, height: 40, channels: 3, background: '#9c3347' } } as const

const jpeg = (orientation = 1, place = PLACE) =>
  sharp(picture)
    .jpeg()
    .withMetadata({ orientation, exif: { IFD0: { ImageDescription: place } } })
    .toBuffer()

const chunk = (name: string, data: Buffer) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, check])
}

/** A PNG of these chunks after its header, of one grey pixel as high as it is said to be. */
const png = (chunks: Buffer[], { width = 1, height = 1 } = {}) => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), ...chunks])
}
const data = chunk('IDAT', deflateSync(Buffer.from([0, 128])))
const end = chunk('IEND', Buffer.alloc(0))

describe('what a camera wrote into a JPEG', () => {
  test('is left out, and the picture is the same', async () => {
    const given = await jpeg()
    expect(given.includes(PLACE)).toBe(true)
    const { bytes, key, width, height } = await readPicture(given)
    expect(Buffer.from(bytes).includes(PLACE)).toBe(false)
    expect(key).toMatch(/^[a-f0-9]{32}\.jpg$/)
    expect({ width, height }).toEqual({ width: 60, height: 40 })
    expect(await sharp(bytes).raw().toBuffer()).toEqual(await sharp(given).raw().toBuffer())
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  })

  test('is left out but for how it was held, so that a face does not lie on its side', async () => {
    for (const orientation of [2, 3, 5, 6, 8]) {
      const { bytes, width, height } = await readPicture(await jpeg(orientation))
      const kept = await sharp(bytes).metadata()
      expect(Buffer.from(bytes).includes(PLACE)).toBe(false)
      expect(kept.orientation).toBe(orientation)
      expect({ width, height }).toEqual(orientation >= 5 ? { width: 40, height: 60 } : { width: 60, height: 40 })
    }
  })

  test('is left out of a progressive one, and whatever follows its end', async () => {
    const progressive = await sharp(picture).jpeg({ progressive: true }).toBuffer()
    const { bytes } = await readPicture(Buffer.concat([progressive, Buffer.from(`a film, ${PLACE}`)]))
    expect(Buffer.from(bytes)).toEqual(progressive)
  })

  test('the same picture twice has one key, whatever was written into it', async () => {
    const [one, other] = [await jpeg(), await jpeg(1, 'Lilla torg 2, Lund')]
    expect(one.equals(other)).toBe(false)
    expect((await readPicture(one)).key).toBe((await readPicture(other)).key)
  })
})

describe('what a programme wrote into a PNG', () => {
  test('is left out: words, dates, EXIF, further frames; what changes its look stays', async () => {
    const seen = chunk('gAMA', Buffer.from([0, 0, 177, 143]))
    const hidden = ['tEXt', 'iTXt', 'zTXt', 'tIME', 'eXIf', 'acTL', 'fdAT', 'prVt'].map((name) =>
      chunk(name, Buffer.from(PLACE)),
    )
    const { bytes, key } = await readPicture(png([seen, ...hidden, data, ...hidden, end]))
    expect(Buffer.from(bytes)).toEqual(png([seen, data, end]))
    expect(key).toMatch(/\.png$/)
  })
})

describe('what is no picture for a letter is told in words', () => {
  const refused = async (given: Uint8Array) => {
    const error = await readPicture(given).catch((error: unknown) => error)
    return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : 'taken'
  }
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')

  test('another kind by its own name, whatever the file is called', async () => {
    const gif = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64')
    expect(await refused(gif)).toMatch(/^not_a_picture: This is a GIF/)
    expect(await refused(await sharp(picture).webp().toBuffer())).toMatch(/^not_a_picture: This is a WebP picture/)
    expect(await refused(heic)).toMatch(/^not_a_picture: This is a HEIC picture/)
    expect(await refused(Buffer.from('<svg onload="alert(1)">'))).toMatch(/^not_a_picture: This is not a picture/)
    expect(await refused(Buffer.from(''))).toMatch(/^not_a_picture: No picture arrived/)
  })

  test('one that was cut off anywhere', async () => {
    const whole = { jpeg: await jpeg(6), png: png([data, end]) }
    for (const [kind, bytes] of Object.entries(whole)) {
      for (let at = 8; at < bytes.length - (kind === 'jpeg' ? 0 : 1); at += kind === 'jpeg' ? 7 : 1)
        expect(await refused(bytes.subarray(0, at)), `${kind} ${at}`).toMatch(/^bad_input: This picture did not arrive/)
    }
  })

  test('one that is too large, in bytes or when it is unpacked', async () => {
    expect(await refused(Buffer.alloc(1_500_001))).toMatch(/^too_large: This picture is larger than 1.5 MB/)
    for (const size of [{ width: 8001 }, { width: 7900, height: 7900 }])
      expect(await refused(png([data, end], size))).toMatch(/^too_large: .*8,000 pixels/)
    expect(await refused(png([data, end], { width: 0 }))).toMatch(/^bad_input/)
  })

  test('and no bytes at all bring it down', async () => {
    const begun = fc.constantFrom([], [0xff, 0xd8, 0xff], [...Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')])
    const bytes = fc.tuple(begun, fc.uint8Array({ maxLength: 400 }), fc.constantFrom([], [0xff, 0xd9], [...end]))
    await fc.assert(
      fc.asyncProperty(bytes, async (pieces) => {
        const said = await refused(Buffer.from(pieces.flatMap((piece) => [...piece])))
        expect(said).toMatch(/^(taken|not_a_picture: |bad_input: |too_large: )/)
      }),
      { numRuns: 500 },
    )
  })
})

test('a letter shows a picture at most 1200 px wide and 4000 px high, in its own proportions', () => {
  expect(sizeInLetter({ width: 600, height: 400 })).toEqual({ width: 600, height: 400 })
  expect(sizeInLetter({ width: 2400, height: 1600 })).toEqual({ width: 1200, height: 800 })
  expect(sizeInLetter({ width: 1000, height: 8000 })).toEqual({ width: 500, height: 4000 })
  expect(sizeInLetter({ width: 8000, height: 1 })).toEqual({ width: 1200, height: 1 })
})
