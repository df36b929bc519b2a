import { type Words, wire } from './composition'
import { carry } from './jobs/consume-batches'
import { tick } from './jobs/tick'
import type { Kind } from './mail/outbox/schema'
import { log } from './platform/log'
import { openApp } from './web/app'
import type { Bindings } from './web/http/context'

/** The Worker: requests, the minute's tick, and the queue that carries batches to their sender. */
export function openWorker(words?: Words) {
  const build = wire(words)
  const app = openApp(build)
  return {
    fetch: (request, env, context) => app.fetch(request, env, context),
    async scheduled(_controller, env) {
      await tick(await build(env))
    },
    async queue(messages, env) {
      if (messages.queue.endsWith('-dead')) return log('dead_letters', { messages: messages.messages.length })
      await carry(messages, await build(env))
    },
  } satisfies ExportedHandler<Bindings, { id: string; kind: Kind }>
}

export default openWorker()
