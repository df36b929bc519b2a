import type { Context } from 'hono'
import { problem } from '../platform/errors'

/** The fields of a posted form; throws `bad_input` when the body is none, as when it was cut on its way. */
export async function readForm(c: Context): Promise<Record<string, string | File>> {
  try {
    return await c.req.parseBody()
  } catch {
    throw problem('bad_input', 'This form did not arrive whole. Please open the page again and send it from there.')
  }
}
