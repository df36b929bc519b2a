import { emulatorClient } from '../resend-emulator/client.ts'
import { freePort } from '../support/ports.ts'

/** The addresses of this run's service: ports that were free when the run began, the same in all its processes. */
export async function localApp() {
  const port = async (name: string) => (process.env[name] ??= String(await freePort()))
  const [site, database, emulator] = [
    await port('GALEA_LOCAL_SITE'),
    await port('GALEA_LOCAL_DATABASE'),
    await port('GALEA_LOCAL_EMULATOR'),
  ]
  return {
    url: `http://localhost:${site}`,
    ports: { site: Number(site), database: Number(database), emulator: Number(emulator) },
    emulator: emulatorClient(`http://127.0.0.1:${emulator}`, 'local'),
  }
}
