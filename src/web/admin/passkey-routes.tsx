import { type Context, Hono } from 'hono'
import { addPasskey } from '../../operators/add-passkey'
import { isOurs, newChallenge } from '../../operators/challenge'
import { removePasskey, renamePasskey } from '../../operators/change-passkeys'
import { listPasskeys } from '../../operators/list-passkeys'
import { attestation, offerPasskey, type RelyingParty, verifyPasskey } from '../../operators/webauthn'
import { problem } from '../../platform/errors'
import { wholeText } from '../../platform/whole-text'
import { show } from '../http/answer'
import { readForm } from '../http/read-form'
import type { AdminEnv, AnyContext } from './context'
import { readId } from './read-id'
import { RemovePasskey } from './remove-passkey'
import { whereaboutsOf } from './whereabouts'

/** The passkeys of an operator: adding, which a script does, naming and removing. */
export const passkeyRoutes = new Hono<AdminEnv>()

passkeyRoutes.post('/options', async (c) => {
  const { db, clock, signer } = c.var.app
  const { operator } = c.var
  const challenge = newChallenge(signer, { operatorId: operator.id }, clock.now())
  return c.json(await offerPasskey(partyOf(c), operator, await listPasskeys(db, operator.id), challenge))
})

passkeyRoutes.post('/', async (c) => {
  const { db, clock, signer } = c.var.app
  const now = clock.now()
  const answer = attestation.safeParse(await c.req.json().catch(() => null))
  let challenge = ''
  const made = answer.success
    ? await verifyPasskey(partyOf(c), answer.data, (given) => {
        challenge = given
        return isOurs(signer, given, { operatorId: c.var.operator.id }, now)
      })
    : null
  const name = whereaboutsOf(c).device
  if (!made || !(await addPasskey(db, made, { name, challenge }, c.var.actor, now)))
    throw problem('bad_input', 'This passkey could not be added. Please try once more.')
  return c.json({ to: '/admin/account?done=added' })
})

passkeyRoutes.post('/:id/name', async (c) => {
  const { db, clock } = c.var.app
  const typed = wholeText((await readForm(c)).name ?? '', MAX_NAME).trim()
  if (typed === '') return c.redirect('/admin/account', 303)
  if (!(await renamePasskey(db, readId(c), typed, c.var.actor, clock.now()))) throw noPasskey()
  return c.redirect('/admin/account?done=renamed', 303)
})

const MAX_NAME = 60

passkeyRoutes.get('/:id/remove', async (c) => answerRemove(c, await findPasskey(c)))

passkeyRoutes.post('/:id/remove', async (c) => {
  const { db, clock } = c.var.app
  const passkey = await findPasskey(c)
  if ((await readForm(c)).confirm !== 'yes') return answerRemove(c, passkey)
  if (!(await removePasskey(db, passkey, c.var.actor, clock.now()))) throw noPasskey()
  return c.redirect('/admin/account?done=removed', 303)
})

function answerRemove(c: Context<AdminEnv>, passkey: { id: number; name: string }) {
  return show(c, <RemovePasskey site={c.var.app.site} operator={c.var.operator} passkey={passkey} />)
}

async function findPasskey(c: Context<AdminEnv>) {
  const id = readId(c)
  const found = (await listPasskeys(c.var.app.db, c.var.operator.id)).find((one) => one.id === id)
  if (!found) throw noPasskey()
  return found
}

const noPasskey = () => problem('not_found', 'This passkey is removed already.')

/** Whose passkeys these are, by the settings. */
export function partyOf(c: AnyContext): RelyingParty {
  const { FROM_NAME: name, PUBLIC_URL: publicUrl } = c.var.app.config
  return { name, publicUrl }
}
