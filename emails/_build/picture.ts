import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { plate } from '../tokens'
import { encodePng } from './png'

/** A drawing to be rendered: where it will be served, and its width in CSS pixels. */
export type Plate = { path: string; svg: string; width: number }

/** A rendered picture. */
export type Picture = { path: string; png: Uint8Array }

/** Renders a drawing on its plate at twice the width, as an opaque PNG with few colours. */
export const paint = async ({ path, svg, width }: Plate): Promise<Picture> => {
  await ready()
  const painted = new Resvg(inColour(svg), {
    background: plate.ground,
    fitTo: { mode: 'width', value: width * 2 },
  }).render()
  return { path, png: encodePng(painted.pixels, painted.width, painted.height) }
}

const inColour = (svg: string) =>
  svg
    .replaceAll('#INK', plate.ink)
    .replaceAll('#ACCENT', plate.accent)
    .replaceAll('#LINE', plate.line)
    .replaceAll('#PAPER', plate.ground)
    .replaceAll('#WASH', plate.wash)

let started: Promise<void> | undefined

const ready = () => {
  started ??= readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')).then((wasm) =>
    initWasm(wasm),
  )
  return started
}
