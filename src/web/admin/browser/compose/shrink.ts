/** The most bytes and px of a picture in a letter; the server asks for the same. */
const MAX_BYTES = 1_500_000
const MAX_WIDTH = 1200
const MAX_HEIGHT = 4000

/** Shown to the person who chose the picture. */
export class PictureRefused extends Error {}

/**
 * A picture as small as a letter needs it, as JPEG or PNG: drawn anew, so that nothing of what a camera wrote into it
 * is left. Throws `PictureRefused` for what this browser cannot show.
 */
export async function shrink(file: Blob): Promise<Blob> {
  const bitmap = await readBitmap(file)
  let scale = Math.min(1, MAX_WIDTH / bitmap.width, MAX_HEIGHT / bitmap.height)
  try {
    for (let quality = 0.82; ; quality -= 0.12) {
      const small = await draw(bitmap, scale, quality, file.type === 'image/png')
      if (small.size <= MAX_BYTES) return small
      if (quality < 0.5) scale *= 0.8
    }
  } finally {
    bitmap.close()
  }
}

async function readBitmap(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    throw new PictureRefused(
      /hei[cf]/.test(file.type)
        ? 'This browser cannot read HEIC pictures. Send it to yourself as a JPEG, or take it from your phone’s browser.'
        : 'This file could not be read as a picture. Please choose a JPEG or PNG.',
    )
  }
}

async function draw(bitmap: ImageBitmap, scale: number, quality: number, wasPng: boolean): Promise<Blob> {
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number,
  ]
  const canvas = new OffscreenCanvas(width, height)
  const ink = canvas.getContext('2d')
  if (!ink) throw new PictureRefused('This browser cannot make pictures smaller. Please make it smaller first.')
  ink.imageSmoothingQuality = 'high'
  ink.drawImage(bitmap, 0, 0, width, height)
  const jpeg = () => canvas.convertToBlob({ type: 'image/jpeg', quality })
  if (!wasPng) return jpeg()
  const png = await canvas.convertToBlob({ type: 'image/png' })
  if (isSeeThrough(ink, width, height)) return png
  const other = await jpeg() // a drawing is smaller and sharper as a PNG, a photograph as a JPEG
  return png.size <= other.size * 1.2 ? png : other
}

function isSeeThrough(ink: OffscreenCanvasRenderingContext2D, width: number, height: number): boolean {
  const { data } = ink.getImageData(0, 0, width, height)
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return true
  return false
}
