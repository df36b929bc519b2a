import type { Context } from 'hono'
import { problem } from '../../platform/errors'
import { wholeText } from '../../platform/whole-text'

/** What a posted form says under a name that may come more than once; throws `bad_input` when the body is no form. */
export async function readList(c: Context, name: string): Promise<string[]> {
  try {
    const fields: Record<string, unknown> = await c.req.parseBody({ all: true })
    return [fields[name] ?? []].flat().flatMap((one) => (typeof one === 'string' ? [wholeText(one)] : []))
  } catch {
    throw problem('bad_input', 'This form did not arrive whole. Please open the page again and send it from there.')
  }
}
