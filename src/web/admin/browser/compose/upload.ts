import { PictureRefused, shrink } from './shrink'

/** A picture that this site keeps, and the size at which a letter shows it. */
export type KeptPicture = { key: string; width: number; height: number; alt: string }

/** Makes a picture small and uploads it. Throws `PictureRefused` with a sentence. */
export async function upload(file: Blob): Promise<KeptPicture> {
  const body = await shrink(file)
  const { key, width, height } = await ask('/admin/media', {
    method: 'POST',
    body,
    headers: { 'content-type': body.type },
  })
  return { key, width, height, alt: '' }
}

/** A page of the pictures she used, the newest use first, and from where the next page goes on. */
export async function listKept(before?: number): Promise<{ pictures: KeptPicture[]; before: number | null }> {
  return ask(`/admin/media${before === undefined ? '' : `?before=${before}`}`, {})
}

// biome-ignore lint/suspicious/noExplicitAny: the answers are this site's own
async function ask(url: string, init: RequestInit & { headers?: Record<string, string> }): Promise<any> {
  let answer: Response
  try {
    const headers = { ...init.headers, accept: 'application/json' }
    answer = await fetch(url, { ...init, headers, redirect: 'manual' })
  } catch {
    throw new PictureRefused('There is no connection just now. Please try again when there is one.')
  }
  if (answer.type === 'opaqueredirect')
    throw new PictureRefused('You are signed out. Sign in again in another tab, then try once more.')
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new PictureRefused(said.title ?? 'The picture could not be kept. Please try again.')
  return said
}
