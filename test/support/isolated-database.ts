import { env } from 'cloudflare:workers'
import { inject } from 'vitest'
import { type EmulatorClient, emulatorClient } from '../../scripts/resend-emulator/client.ts'
import { testSettings } from './settings.ts'

/**
 * Points the Worker at a database and an inbox of the emulator that no other test knows; the inbox has no rate limit. The
 * database is a copy of the empty one, or of another app's; settings that a test before changed are what they were.
 */
export async function useIsolatedDatabase(like = 'default'): Promise<{ name: string; emulator: EmulatorClient }> {
  const name = `t-${crypto.randomUUID()}`
  const fork = await fetch(`${inject('sqldAdminUrl')}/v1/namespaces/${like}/fork/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  if (!fork.ok) throw new Error(`could not fork the template database: ${fork.status} ${await fork.text()}`)
  const emulator = emulatorClient(inject('emulatorUrl'), name)
  await emulator.change({ rate: null })
  const ways = { LIBSQL_URL: `${inject('sqldUrl')}/${name}/`, RESEND_BASE_URL: emulator.baseUrl }
  Object.assign(env, testSettings, ways)
  return { name, emulator }
}
