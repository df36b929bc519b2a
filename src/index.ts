import { openApp } from './app'
import { carry } from './carry'
import type { Kind } from './delivery/schema'
import type { Bindings } from './pages/door'
import { log } from './platform/log'
import { tick } from './tick'
import { type Words, wire } from './wiring'

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
