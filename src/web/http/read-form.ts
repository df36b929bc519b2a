import type { Context } from 'hono'
import { problem } from '../../platform/errors'
import { wholeText } from '../../platform/whole-text'

/**
 * The text fields of a posted form, as whole text; throws `bad_input` when the body is no form, as when it was cut off.
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
