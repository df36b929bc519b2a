import { askPostman } from '../../scripts/resend-emulator/ask.ts'
import { freePort } from '../../scripts/support/ports.ts'

/** Where the service of this browser run is: ports that were free when the run began, the same in all its processes. */
export async function browserHouse() {
  const port = async (name: string) => (process.env[name] ??= String(await freePort()))
  const [site, database, postman] = [
    await port('GALEA_BROWSER_SITE'),
    await port('GALEA_BROWSER_DATABASE'),
    await port('GALEA_BROWSER_POSTMAN'),
  ]
  return {
    url: `http://localhost:${site}`,
    ports: { site: Number(site), database: Number(database), postman: Number(postman) },
    postman: askPostman(`http://127.0.0.1:${postman}`, 'browser'),
  }
}
