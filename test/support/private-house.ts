import { env } from 'cloudflare:workers'
import { inject } from 'vitest'
import { askPostman, type Postman } from '../../scripts/resend-emulator/ask.ts'
import { journeySettings } from '../../scripts/support/settings.ts'

/**
 * Points the Worker at a database and a postman's box that no other test knows; the box has no rate limit. The database
 * is a copy of the empty one, or of another house's; settings that a test before changed are what they were.
 */
export async function moveIntoPrivateHouse(like = 'default'): Promise<{ name: string; postman: Postman }> {
  const name = `t-${crypto.randomUUID()}`
  const fork = await fetch(`${inject('sqldAdminUrl')}/v1/namespaces/${like}/fork/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (!fork.ok) throw new Error(`could not fork the template database: ${fork.status} ${await fork.text()}`)
  const postman = askPostman(inject('postmanUrl'), name)
  await postman.change({ rate: null })
  const ways = { LIBSQL_URL: `${inject('dbProxyUrl')}/${name}/`, RESEND_BASE_URL: postman.baseUrl }
  Object.assign(env, journeySettings, ways)
  return { name, postman }
}
