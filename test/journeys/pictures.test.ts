import { env } from 'cloudflare:workers'
import { sql } from 'drizzle-orm'
import { describe } from 'vitest'
import { composeContext } from '../../src/composition.ts'
import type { AppContext, Bindings } from '../../src/context.ts'
import { readPicture } from '../../src/features/media/read-picture.ts'
import { storePicture } from '../../src/features/media/store-picture.ts'
import { broadcasts } from '../support/broadcasts.ts'
import { onePixel } from '../support/one-pixel.ts'
import { rows } from '../support/rows.ts'
import { expect, type TestApp, test } from '../support/test-app.ts'

const openContext = (): Promise<AppContext> => composeContext()(env as unknown as Bindings)
const bucket = () => (env as unknown as Bindings).MEDIA

/** Keeps a picture that no other test has; the answer is its key. */
async function keep(shade: number): Promise<string> {
  const { db, clock } = await openContext()
  const picture = await readPicture(onePixel(shade))
  await storePicture({ db, bucket: bucket() }, { ...picture, alt: '', operatorId: 1 }, clock.now())
  return picture.key
}

const kept = async () => (await rows<{ key: string }>(sql`select key from pictures order by key`)).map(({ key }) => key)

const live = async (app: TestApp, days: number) => {
  await app.clock.advance(`P${days}D`)
  await app.tick()
}

describe('a picture', () => {
  test('is shown to any mail program, for ever, and does nothing by itself', async ({ app }) => {
    const key = await keep(1)
    for (let again = 0; again < 3; again++) {
      const answer = await app.fetch(`/media/${key}${again === 2 ? '?copy' : ''}`)
      expect(answer.status).toBe(200)
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(onePixel(1))
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'image/png',
        'cache-control': 'public, max-age=31536000, immutable',
        etag: `"${key}"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
      })
    }
  })

  test('is not sent again to whoever has it, and only described to who asks for its head', async ({ app }) => {
    const key = await keep(2)
    const ask = (known: string) => app.fetch(`/media/${key}`, { headers: { 'if-none-match': known } })
    for (const known of [`"${key}"`, `W/"${key}"`, `"x", "${key}"`, '*']) {
      const answer = await ask(known)
      expect(answer.status, known).toBe(304)
      expect(await answer.text()).toBe('')
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    }
    expect((await ask('"another"')).status).toBe(200)
    const head = await app.fetch(`/media/${key}`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'image/png', ''])
  })

  test('that is not there is answered so, whatever is asked for in its place', async ({ app }) => {
    const nothing = `${'0'.repeat(32)}.png`
    for (const [path, init] of [
      [nothing, {}],
      [nothing, { method: 'HEAD' }],
      [nothing, { headers: { 'if-none-match': `"${nothing}"` } }],
      ['..%2f..%2fsecrets', {}],
      [`${nothing}.html`, {}],
      [nothing.toUpperCase(), {}],
    ] as const) {
      const answer = await app.fetch(`/media/${path}`, init)
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([path, 404, 'no-store'])
    }
  })
})

describe('a picture that no letter has', () => {
  test('is kept for thirty days, then it is gone; one in a letter stays, however old', async ({ app }) => {
    await app.tick()
    const [unused, drawn] = [await keep(3), await keep(4)]
    const letter = await broadcasts.draft()
    const { db } = await openContext()
    await db.run(sql`insert into broadcast_pictures (broadcast_id, picture_key) values (${letter}, ${drawn})`)
    await live(app, 29)
    expect(await kept()).toEqual([unused, drawn].sort())
    await live(app, 2)
    expect(await kept()).toEqual([drawn])
    expect([await bucket().head(unused), (await bucket().head(drawn))?.size]).toEqual([null, onePixel(4).length])
    await live(app, 400)
    expect(await kept()).toEqual([drawn])
  })

  test('is gone though the bucket failed, or the Worker stopped halfway; until then nobody can take it', async ({
    app,
  }) => {
    await app.tick()
    const key = await keep(5)
    const whole = bucket()
    const failing = new Proxy(whole, { get: (_, name) => (name === 'delete' ? failed : Reflect.get(whole, name)) })
    const failed = async () => {
      throw new Error('the bucket is away')
    }
    app.settings({ MEDIA: failing } as never)
    try {
      await live(app, 31)
      expect(await kept()).toEqual([key])
      expect(await rows(sql`select subject, times from faults`)).toEqual([{ subject: 'forget_pictures', times: 1 }])
      expect((await whole.head(key))?.key).toBe(key)
      await expect(keep(5)).rejects.toMatchObject({ code: 'try_again' })
    } finally {
      app.settings({ MEDIA: whole } as never)
    }
    await whole.delete(key) // as far as a Worker came that stopped before it deleted the row
    await app.clock.advance('PT16M')
    await app.tick()
    expect(await kept()).toEqual([])
    expect(await keep(5)).toBe(key)
    expect((await whole.head(key))?.key).toBe(key)
  })
})
