import { startScript, withOurBindings } from '../support/worker.ts'

const SCRIPT = `
export default {
  async fetch(request, env) {
    await env.EVENTS.send({ body: await request.text() })
    return Response.json({ received: true })
  },
  queue({ messages }) {
    for (const message of messages) message.ack(message.body)
  },
}`

/** A worker that puts what it is sent on our queue, settings included, and takes it off: nothing checked, nothing kept. */
export const startQueueOnly = () => startScript(SCRIPT, withOurBindings({}))
