import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { CALLER } from '../src/platform/time-limit'
import { sameOrigin } from '../src/web/http/callers'
import type { PageEnv, WebEnv } from '../src/web/http/context'
import { SITE } from '../src/web/http/headers'
import { mount } from '../src/web/http/mount'
import type { Parts } from '../src/web/http/open-context'
import { KB, NOT_KEPT } from '../src/web/http/policy'

const app = new Hono<WebEnv>()
const site = { app, parts: { courses: [] } as unknown as Parts }
const policy = {
  callers: sameOrigin,
  errors: 'page',
  headers: SITE,
  caching: NOT_KEPT,
  log: 'each',
  maxBody: 64 * KB,
} as const
const [withDatabase, without] = [new Hono<WebEnv>(), new Hono<PageEnv>()]

// The compiler is what is tried here: each line that it must refuse is marked.
test('routes are not mounted without a whole policy, nor without the context they need', () => {
  mount(site, '/one', withDatabase, { ...policy, database: CALLER })
  mount(site, '/two', without, { ...policy, database: 'none' })
  // @ts-expect-error: no policy
  expect(() => mount(site, '/three', withDatabase)).toThrow()
  // @ts-expect-error: it does not say how long the database may take
  mount(site, '/four', withDatabase, policy)
  const { callers: _, ...nobodyJudged } = policy
  // @ts-expect-error: it does not say who may call
  mount(site, '/five', withDatabase, { ...nobodyJudged, database: CALLER })
  // @ts-expect-error: these routes need a database
  mount(site, '/six', withDatabase, { ...policy, database: 'none' })
})
