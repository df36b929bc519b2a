import { describe, expect, test } from 'vitest'
import { colours, plate } from './tokens'

describe('colours', () => {
  test.each(Object.entries(colours))('%s: every pair of words and ground can be read (WCAG AA)', (_, colour) => {
    for (const ground of [colour.paper, colour.linen, colour.accentWash])
      for (const words of [colour.ink, colour.muted, colour.accent])
        expect(contrast(words, ground)).toBeGreaterThan(4.5)
    for (const ground of [colour.accent, colour.accentDeep])
      expect(contrast(colour.onAccent, ground)).toBeGreaterThan(4.5)
    for (const ground of [colour.paper, colour.linen]) expect(contrast(colour.edge, ground)).toBeGreaterThan(3)
  })

  test('the drawing can be read on its plate', () => {
    expect(contrast(plate.ink, plate.ground)).toBeGreaterThan(4.5)
    expect(contrast(plate.accent, plate.ground)).toBeGreaterThan(4.5)
  })
})

const contrast = (one: string, other: string) => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
