import { type CleanPicture, concat } from './clean-jpeg'

const SIGNATURE = 8
const HEADER = 13

/** What changes how a PNG is seen (w3.org/TR/png-3, 11); texts, dates, EXIF and further frames are left out. */
const KEPT = new Set('IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs'.split(' '))

/** A PNG without what a programme wrote beside it; null when it is not whole. */
export function cleanPng(bytes: Uint8Array): CleanPicture | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept = [bytes.subarray(0, SIGNATURE)]
  let size: { width: number; height: number } | undefined
  let hasData = false
  for (let at = SIGNATURE; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (!size && (name !== 'IHDR' || length !== HEADER)) return null
    size ??= { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    hasData ||= name === 'IDAT' && length > 0
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') return hasData ? { bytes: concat(kept), ...size } : null
    at = end
  }
  return null
}
