import type { Context } from 'hono'
import { problem } from '../../platform/errors'
import { wholeText } from '../../platform/whole-text'

/**
 * The fields of a posted form that are text, and whole; throws `bad_input` when the body is none, as when it was cut on
 * its way.
 */
export async function readForm(c: Context): Promise<Record<string, string>> {
  try {
    const fields = Object.entries<unknown>(await c.req.parseBody())
    return Object.fromEntries(
      fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, wholeText(value)]] : [])),
    )
  } catch {
    throw problem('bad_input', 'This form did not arrive whole. Please open the page again and send it from there.')
  }
}
