import { problem } from '../../platform/errors'
import { cleanJpeg } from './clean-jpeg'
import { cleanPng } from './clean-png'

/** The most bytes of a picture: a letter with several of them must load on a train. */
export const MAX_PICTURE_BYTES = 1_500_000

/** The sentence for one that has more. */
export const TOO_LARGE = 'This picture is larger than 1.5 MB. Please make it smaller first, then upload it again.'

// The most that a browser can be asked to unpack, in px.
const MAX_SIDE = 8000
const MAX_AREA = 40_000_000

/** A picture as it will be kept. */
export type Picture = { key: string; bytes: Uint8Array<ArrayBuffer>; width: number; height: number }

/**
 * Reads an uploaded picture by its own bytes, whatever it is called, and leaves out what a camera wrote into it. Throws
 * `not_a_picture`, `bad_input` when it is cut off, and `too_large`.
 */
export async function readPicture(given: Uint8Array): Promise<Picture> {
  if (given.length > MAX_PICTURE_BYTES) throw problem('too_large', TOO_LARGE)
  const kind = KINDS.find(({ magic }) => magic.every((byte, i) => given[i] === byte))
  if (!kind) throw problem('not_a_picture', sayOther(given))
  const clean = kind.clean(given)
  if (!clean || clean.width < 1 || clean.height < 1)
    throw problem('bad_input', 'This picture did not arrive whole. Please choose it again.')
  const { width, height } = clean
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_AREA)
    throw problem('too_large', 'This picture has more than 8,000 pixels on a side. Please make it smaller first.')
  return { ...clean, key: `${await hashOf(clean.bytes)}.${kind.ending}` }
}

const KINDS = [
  { ending: 'jpg', magic: [0xff, 0xd8, 0xff], clean: cleanJpeg },
  { ending: 'png', magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], clean: cleanPng },
] as const

// Mail programs show JPEG and PNG everywhere; Outlook on Windows shows no WebP, and hardly any shows HEIC.
function sayOther(given: Uint8Array): string {
  const head = String.fromCharCode(...given.subarray(0, 12))
  const [, name] = OTHERS.find(([pattern]) => pattern.test(head)) ?? []
  if (given.length === 0) return 'No picture arrived. Please choose one first.'
  return name
    ? `This is ${name}, which many mail programs do not show. Please save it as a JPEG or PNG first.`
    : 'This is not a picture that a letter can show. Please choose a JPEG or PNG.'
}

const OTHERS = [
  [/^GIF8/, 'a GIF'],
  [/^RIFF[\s\S]{4}WEBP/, 'a WebP picture'],
  [/^[\s\S]{4}ftyp(hei|hev|mif|msf)/, 'a HEIC picture, as iPhones take them'],
  [/^[\s\S]{4}ftypavi/, 'an AVIF picture'],
] as const

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
