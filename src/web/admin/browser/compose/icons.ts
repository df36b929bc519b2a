const PATHS: Readonly<Record<string, string>> = {
  list: 'M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01',
  numbers: 'M8 5h9M8 10h9M8 15h9M2.5 4l1-.6V8M2.4 12.3c.2-.7 1.9-.9 1.9.3 0 .9-1.9 1.4-1.9 2.9h2',
  link: 'M8.5 11.5l3-3M9.5 6l1.6-1.6a3.2 3.2 0 0 1 4.5 4.5L14 10.5M10.5 14l-1.6 1.6a3.2 3.2 0 0 1-4.5-4.5L6 9.5',
  picture: 'M3 4h14v12H3zM3 13l4-4 4 4 2.5-2.5L17 14M13 7.5h.01',
  rule: 'M3 10h14',
  undo: 'M7 4L3 8l4 4M3 8h8a5 5 0 0 1 0 9H9',
  redo: 'M13 4l4 4-4 4M17 8H9a5 5 0 0 0 0 9h2',
}

const SVG = 'http://www.w3.org/2000/svg'

/** A small drawing of what a button does; its words say it as well. */
export function icon(name: string): SVGSVGElement {
  const drawing = document.createElementNS(SVG, 'svg')
  for (const [attribute, value] of Object.entries({ viewBox: '0 0 20 20', 'aria-hidden': 'true', class: 'icon' }))
    drawing.setAttribute(attribute, value)
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', PATHS[name] ?? '')
  drawing.append(path)
  return drawing
}
