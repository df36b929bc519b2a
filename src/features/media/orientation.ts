const TAG = 0x0112
const SHORT = 3

/** How a camera was held, 1 to 8, out of the TIFF part of an EXIF segment (CIPA DC-008, 4.6.4); null when it says nothing. */
export function readOrientation(tiff: Uint8Array): number | null {
  if (tiff.length < 14) return null
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength)
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return null
  const little = order === 0x4949
  const first = view.getUint32(4, little)
  if (first + 2 > tiff.length) return null
  const count = view.getUint16(first, little)
  for (let at = first + 2; at < first + 2 + count * 12 && at + 12 <= tiff.length; at += 12) {
    if (view.getUint16(at, little) !== TAG) continue
    const value = view.getUint16(at + 8, little)
    return view.getUint16(at + 2, little) === SHORT && value >= 1 && value <= 8 ? value : null
  }
  return null
}

/** An EXIF segment that says how the camera was held, and nothing else. */
export function writeOrientation(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0]
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]
  const entry = [0, 1, TAG >> 8, TAG & 0xff, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0]
  const segment = [...exif, ...tiff, ...entry, 0, 0, 0, 0]
  return new Uint8Array([0xff, 0xe1, 0, segment.length + 2, ...segment])
}
