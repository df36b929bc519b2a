import type { Context } from 'hono'
import type { Over } from '../../operators/session'
import { keepUnsaved } from '../../operators/unsaved'
import { wholeText } from '../../platform/whole-text'
import type { AdminEnv } from './context'
import { pathWithin } from './way-back'

/**
 * Keeps what was typed into a form whose session is over, so that it can be read after the next sign-in; it is never sent
 * again by itself. Not of a session that was ended from elsewhere, which may be in other hands. Returns whether there
 * was anything to keep.
 */
export async function keepTyped(
  c: Context<AdminEnv>,
  session: { id: number; operatorId: number; over: Over },
  now: number,
): Promise<boolean> {
  if (c.req.method !== 'POST' || !KEPT.has(session.over)) return false
  const fields = await readTyped(c)
  if (!fields.some(([, value]) => value.length >= WORTH_KEEPING)) return false
  const { origin } = new URL(c.req.url)
  const path = pathWithin(c.req.header('referer') ?? '', origin) ?? pathWithin(c.req.url, origin) ?? '/admin'
  await keepUnsaved(c.var.app.db, session, { path, fields }, now)
  return true
}

const KEPT: ReadonlySet<Over> = new Set(['signed_out', 'replaced', 'expired'])

/** Shorter texts are choices and dates, which are soon made again. */
const WORTH_KEEPING = 20

async function readTyped(c: Context<AdminEnv>): Promise<[string, string][]> {
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(c.req.header('content-type') ?? '')) return []
  const typed = Object.entries<unknown>(await c.req.parseBody().catch(() => ({})))
  return typed.flatMap(([name, value]) => (typeof value === 'string' ? [[wholeText(name), wholeText(value)]] : []))
}
