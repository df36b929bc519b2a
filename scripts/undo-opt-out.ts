/**
 * `npm run opt-out:undo -- anna@example.com`: somebody had asked never to be written to again, and has written to the
 * practitioner since. From now on a sign-up gets a confirmation as anybody's does.
 */
import { openDb } from '../src/platform/db.ts'
import { readAddress } from '../src/subscribers/address.ts'
import { hashAddress, hashAsText, readAddressKey } from '../src/subscribers/address-hash.ts'
import { undoOptOut } from '../src/subscribers/opt-out.ts'
import { readDevVars } from './support/dev-vars.ts'

const { LIBSQL_URL, LIBSQL_AUTH_TOKEN } = { ...readDevVars(), ...process.env }
const read = readAddress(process.argv[2] ?? '', false)
if (!LIBSQL_URL || 'fault' in read) {
  console.error('LIBSQL_URL=… LIBSQL_AUTH_TOKEN=… npm run opt-out:undo -- anna@example.com')
  process.exit(1)
}
const settings = { LIBSQL_URL, LIBSQL_AUTH_TOKEN }
const db = openDb(settings)
const undone = await undoOptOut(db, hashAsText(hashAddress(await readAddressKey(db, settings), read.address)))
console.log(undone ? 'This address may sign up again.' : 'This address had not opted out.')
