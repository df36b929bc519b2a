import type { Context } from 'hono'
import { problem } from '../../../platform/errors'
import type { AdminEnv } from '../context'

/** The bytes of an uploaded picture, as a body of their own or in the field `picture` of a form, with its `alt`. */
export async function readUpload(c: Context<AdminEnv>, isForm: boolean): Promise<{ bytes: Uint8Array; alt: string }> {
  if (!isForm) return { bytes: new Uint8Array(await c.req.arrayBuffer()), alt: '' }
  const { picture, alt } = await readFields(c)
  if (!(picture instanceof File)) throw problem('not_a_picture', 'No picture arrived. Please choose one first.')
  return { bytes: new Uint8Array(await picture.arrayBuffer()), alt: typeof alt === 'string' ? alt : '' }
}

async function readFields(c: Context<AdminEnv>): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody()
  } catch {
    throw problem('bad_input', 'This picture did not arrive whole. Please choose it again.')
  }
}
