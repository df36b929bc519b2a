import { crc32, deflateSync } from 'node:zlib'

/** An opaque picture of at most 256 colours as PNG (RFC 2083): a line drawing of this kind weighs a fifth of its full-colour self. */
export const encodePng = (rgba: Uint8Array, width: number, height: number) => {
  const colours = readColours(rgba)
  const palette = choosePalette(colours)
  const place = new Map<number, number>()
  const rows = Buffer.alloc(height * (width + 1)) // each row begins with filter 0
  colours.forEach((colour, i) => {
    let at = place.get(colour)
    if (at === undefined) {
      at = nearest(palette, colour)
      place.set(colour, at)
    }
    rows[i + Math.floor(i / width) + 1] = at
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8) // 8 bits, palette
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const readColours = (rgba: Uint8Array) => {
  const colours = new Uint32Array(rgba.length / 4)
  for (let i = 0; i < colours.length; i++)
    colours[i] = ((rgba[i * 4] ?? 0) << 16) | ((rgba[i * 4 + 1] ?? 0) << 8) | (rgba[i * 4 + 2] ?? 0)
  return colours
}

const choosePalette = (colours: Uint32Array) => {
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || a - b)
    .slice(0, 256)
    .map(([colour]) => colour)
}

const nearest = (palette: number[], colour: number) => {
  const [r, g, b] = channels(colour)
  let best = 0
  let least = Number.POSITIVE_INFINITY
  palette.forEach((candidate, i) => {
    const [cr, cg, cb] = channels(candidate)
    const distance = (r - cr) ** 2 + (g - cg) ** 2 + (b - cb) ** 2
    if (distance < least) [best, least] = [i, distance]
  })
  return best
}

const channels = (colour: number): [number, number, number] => [colour >> 16, (colour >> 8) & 255, colour & 255]

const chunk = (kind: string, data: Buffer) => {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, check])
}
