import { sql } from 'drizzle-orm'
import { onePixel } from './one-pixel.ts'
import { rows } from './rows.ts'
import { signInAsOperator } from './sign-in-as-operator.ts'
import { expect, type TestApp } from './test-app.ts'

/** An operator writes a letter with a picture, in every way, among letters that have left. */
export async function writeLetters(app: TestApp): Promise<void> {
  const maren = await signInAsOperator(app)
  const headers = { accept: 'application/json', origin: 'http://localhost' }
  const uploaded = await maren.fetch('/admin/media', { method: 'POST', headers, body: onePixel(40) })
  const { key } = await uploaded.json<{ key: string }>()
  const path = (await maren.post('/admin/broadcasts')).headers.get('location') ?? ''
  const markdown = `![A hand](/media/${key}#1x1)`
  expect((await maren.post(path, { subject: 'One', markdown, version: '1' })).status).toBe(303)
  const json = { ...headers, 'content-type': 'application/json', 'if-match': '"2"' }
  expect((await maren.fetch(path, { method: 'PUT', headers: json, body: '{"subject":"Two"}' })).status).toBe(200)
  await maren.post(`${path}/duplicate`)
  await rows(
    sql`update broadcasts set status = 'sent', scheduled_at = 1, template_hash = 'x' where subject = 'Two' returning id`,
  )
  for (const page of ['/admin/broadcasts', '/admin/broadcasts?after=others-9-9', path, '/admin/media'])
    expect((await maren.fetch(page)).status).toBe(200)
}
