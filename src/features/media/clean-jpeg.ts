import { readOrientation, writeOrientation } from './orientation'

/** The bytes of a picture without what a camera or a programme wrote beside it, and its size as it is shown, in px. */
export type CleanPicture = { bytes: Uint8Array<ArrayBuffer>; width: number; height: number }

/**
 * A JPEG (ITU-T T.81, annex B) without place, date, camera, comments and previews. Colour profile and orientation stay.
 * Null when it is not whole.
 */
export function cleanJpeg(bytes: Uint8Array): CleanPicture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  let orientation = 1
  for (let at = 2; at + 1 < bytes.length; ) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    if (marker === 0xff) at += 1
    else if (marker === EOI) return size ? assemble(kept, size, orientation) : null
    else if (standsAlone(marker)) at += 2
    else {
      if (at + 4 > bytes.length) return null
      const end = at + 2 + view.getUint16(at + 2)
      if (end > bytes.length || end < at + 4) return null
      const segment = bytes.subarray(at, end)
      if (isFrame(marker) && segment.length >= 9)
        size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
      if (begins(segment, EXIF)) orientation = readOrientation(segment.subarray(10)) ?? orientation
      if (isKept(marker, segment)) kept.push(segment)
      at = marker === SOS ? endOfScan(bytes, end) : end
      if (marker === SOS) kept.push(bytes.subarray(end, at))
    }
  }
  return null
}

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const COMMENT = 0xfe
const EXIF = 'Exif\0'
const COLOUR_PROFILE = 'ICC_PROFILE\0'

const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

// Tables of Huffman codes and arithmetic conditioning lie in the same range (table B.1).
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

// Of the application segments APP0 (JFIF), a colour profile and APP14 (how Adobe coded the colours) change what is seen.
function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xe2) return begins(segment, COLOUR_PROFILE)
  if (marker >= 0xe0 && marker <= 0xef) return marker === 0xe0 || marker === 0xee
  return marker !== COMMENT && marker !== SOI
}

function begins(segment: Uint8Array, name: string): boolean {
  return [...name].every((letter, i) => segment[4 + i] === letter.charCodeAt(0))
}

// The coded data end at the next marker that is neither a stuffed byte nor a restart.
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !standsAlone(next)) return at
  }
  return bytes.length
}

function assemble(kept: Uint8Array[], size: { width: number; height: number }, orientation: number): CleanPicture {
  const start = new Uint8Array([0xff, SOI])
  const all = [
    start,
    ...(orientation === 1 ? [] : [writeOrientation(orientation)]),
    ...kept,
    new Uint8Array([0xff, EOI]),
  ]
  const lies = orientation >= 5 // from 5 on the picture is turned by a quarter
  return { bytes: concat(all), width: lies ? size.height : size.width, height: lies ? size.width : size.height }
}

/** Pieces one after the other. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
