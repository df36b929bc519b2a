import { startScript, withOurBindings } from '../support/worker.ts'

/** A transaction of as many statements as most of ours have, which asks for nothing. */
const steps = ['begin immediate', 'select 1', 'select 1', 'select 1', 'select 1', 'commit'].map((sql) => ({
  stmt: { sql },
}))
const PIPELINE = JSON.stringify({ requests: [{ type: 'batch', batch: { steps } }, { type: 'close' }] })

/** About as much as a confirmation has on the wire. */
const LETTER_BYTES = 14_000

const SCRIPT = `
const post = async (url, body) => {
  const headers = { 'content-type': 'application/json' }
  return (await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20000) })).json()
}
const ask = ({ LIBSQL_URL }) => post(LIBSQL_URL + '/v2/pipeline', ${JSON.stringify(PIPELINE)})
const letter = JSON.stringify({ html: 'x'.repeat(${LETTER_BYTES}) })

async function confirm(message, env) {
  await ask(env)
  await ask(env)
  await post(env.RESEND_BASE_URL + '/emails', letter)
  await ask(env)
  message.ack()
}

export default {
  async fetch(request, env, context) {
    const form = await request.formData()
    await env.SIGNUP_LIMIT.limit({ key: form.get('email') })
    await ask(env)
    context.waitUntil(env.PROMPT.send({ id: form.get('email'), kind: 'confirm' }))
    return new Response(null, { status: 303, headers: { location: '/check-inbox' } })
  },
  queue: ({ messages }, env) => Promise.all(messages.map((message) => confirm(message, env))),
}`

/**
 * A worker that makes the calls of a sign-up and its confirmation: the limiter, four round trips to the database, the
 * queue, one request to the provider. It judges nothing, writes nothing and signs nothing.
 */
export const startSameCalls = (settings: Record<string, string>) => startScript(SCRIPT, withOurBindings(settings))
