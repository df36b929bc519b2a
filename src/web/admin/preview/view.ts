import type { Context } from 'hono'
import type { SampleReader } from '../../../features/broadcasts/sample'
import { findByAddress } from '../../../subscribers/find-by-address'
import type { AdminEnv } from '../context'

/** How a letter is looked at; each choice is in the query, so that every view has an address of its own. */
export type View = {
  width: 'phone' | 'desktop'
  light: 'light' | 'dark'
  pictures: 'on' | 'off'
  part: 'letter' | 'text'
  /** An address that was typed, `nobody` for somebody without a name, or empty for Anna, who is invented. */
  reader: string
}

const CHOICES = {
  width: ['phone', 'desktop'],
  light: ['light', 'dark'],
  pictures: ['on', 'off'],
  part: ['letter', 'text'],
} as const

/** The view that the query asks for; what it does not say, or says wrongly, is the first choice. */
export function readView(c: Context<AdminEnv>): View {
  const choose = <Name extends keyof typeof CHOICES>(name: Name): (typeof CHOICES)[Name][number] =>
    CHOICES[name].find((choice) => choice === c.req.query(name)) ?? CHOICES[name][0]
  return {
    width: choose('width'),
    light: choose('light'),
    pictures: choose('pictures'),
    part: choose('part'),
    reader: (c.req.query('reader') ?? '').trim().slice(0, 320),
  }
}

/** The query of a view, without what goes without saying. */
export function queryOf(view: View): string {
  const said = Object.entries(view).filter(([name, value]) => value !== '' && value !== Reflect.get(CHOICES, name)?.[0])
  return said.length > 0 ? `?${new URLSearchParams(said)}` : ''
}

/**
 * For whom the letter is shown. The name is the reader's, and no link: whoever looks at a letter must not unsubscribe
 * somebody with it. Null where nobody has this address.
 */
export async function readerOf(c: Context<AdminEnv>, { reader }: View): Promise<SampleReader | null> {
  if (reader === '') return { id: 0, email: 'anna@example.com', firstName: 'Anna' }
  if (reader === 'nobody') return { id: 0, email: 'somebody@example.com', firstName: '' }
  const found = await findByAddress(c.var.app.db, reader)
  return found && { ...found, id: 0 }
}
