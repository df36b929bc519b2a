/** A template is content with gaps `%%name%%`; filling is escaping and joining, a few microseconds a letter. */
export type Template = { subject: string; html: string; text: string }

/** A value for each gap; every gap a template has must be among them. */
export type Gaps = Readonly<Record<string, string>>

type Cut = { parts: string[]; gaps: string[] }
type Encode = (text: string) => string

/** Makes a filler for a template, cutting it once; it throws when a gap of the template has no value. */
export function cutTemplate(template: Template): (gaps: Gaps) => Template {
  return filler(template, (text) => text)
}

/**
 * Makes a filler whose texts come out as the inside of JSON strings, without their quotes. The fixed parts are encoded
 * once and only the values for each letter, since encoding is most of what sending costs.
 */
export function cutForJson(template: Template): (gaps: Gaps) => Template {
  return filler(template, encodeJson, inOneByte)
}

/** The inside of a JSON string, in ASCII alone. */
export function encodeJson(text: string): string {
  if (plain.test(text)) return text
  const json = JSON.stringify(text).slice(1, -1).replace(beyondAscii, escapeUnit)
  return beyondLatin.test(text) ? inOneByte(json) : json
}

// Most values are names, addresses and links that need no escaping in JSON.
const plain = /^[ !#-[\]-~]*$/
const beyondAscii = /[\u007f-\uffff]/g
const beyondLatin = /[\u0100-\uffff]/
const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

// A string that ever held a dash keeps two bytes a character, and so does a request that it is joined into. In one byte
// a request is half as large in memory and is sent without conversion.
const inOneByte = (ascii: string) => Buffer.from(ascii, 'latin1').toString('latin1')

function filler(template: Template, encode: Encode, keep: Encode = (text) => text): (gaps: Gaps) => Template {
  const subject = cut(template.subject, (text) => keep(encode(text)))
  const html = cut(template.html, (text) => keep(encode(text)))
  const text = cut(template.text, (text) => keep(encode(text)))
  return (gaps) => ({
    subject: join(subject, gaps, (value) => encode(asLine(value))),
    html: join(html, gaps, (value) => encode(escapeHtml(value))),
    text: join(text, gaps, (value) => encode(asLine(value))),
  })
}

/** Fills only the given gaps and leaves the others: a frame's slots take another template's content unchanged. */
export function fillSlots(text: string, slots: Gaps): string {
  return text.replace(/%%(\w+)%%/g, (gap, name: string) => valueFor(slots, name) ?? gap)
}

/** Puts content into its frame; `html` and `text` go in unchanged, lines of plain text are escaped for HTML. */
export function fillFrame(
  frame: Pick<Template, 'html' | 'text'>,
  { html, text, ...lines }: Template & { preheader: string; reason: string },
): Template {
  const escaped = Object.fromEntries(Object.entries(lines).map(([slot, line]) => [slot, escapeHtml(line)]))
  return {
    subject: lines.subject,
    html: fillSlots(frame.html, { ...escaped, body: html }),
    text: fillSlots(frame.text, { ...lines, body: text }),
  }
}

/** The names of the gaps in a text. */
export function gapsIn(text: string): string[] {
  return Array.from(text.matchAll(/%%(\w+)%%/g), ([, name]) => name ?? '')
}

/** Escapes text for HTML, inside elements and double-quoted attributes alike. */
export function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** One line without control characters, so that nothing typed can break a header or a paragraph. */
export function asLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}

function cut(whole: string, encode: Encode): Cut {
  const pieces = whole.split(/%%(\w+)%%/)
  return { parts: pieces.filter((_, i) => i % 2 === 0).map(encode), gaps: pieces.filter((_, i) => i % 2 === 1) }
}

function join({ parts, gaps }: Cut, values: Gaps, guard: (value: string) => string): string {
  let filled = parts[0] ?? ''
  for (const [i, name] of gaps.entries()) {
    const value = valueFor(values, name)
    if (value === undefined) throw new Error(`The gap ${name} was left unfilled`)
    filled += guard(value) + parts[i + 1]
  }
  return filled
}

// A gap with the name of an inherited property (`constructor`) has no value either.
function valueFor(values: Gaps, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}
