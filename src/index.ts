import { compiledTemplates, composeContext, type Templates } from './composition'
import type { BatchMessage, Bindings } from './context'
import { consumeBatches } from './jobs/consume-batches'
import { consumeEvents } from './jobs/consume-events'
import { tick } from './jobs/tick'
import { log } from './platform/log'
import { openApp } from './web/app'

/** The Worker: requests, the tick of every minute, and the queues: batches to send, and events to record. */
export function openWorker(templates: Templates = compiledTemplates) {
  const build = composeContext(templates)
  const app = openApp({ courses: templates.courses, build, tick })
  return {
    fetch: (request, env, context) => app.fetch(request, env, context),
    async scheduled(_controller, env) {
      await tick(await build(env))
    },
    async queue(messages, env) {
      if (isOfEvents(messages)) return consumeEvents(messages, await build(env))
      if (messages.queue.endsWith('-dead')) return log('dead_letters', { messages: messages.messages.length })
      await consumeBatches(messages, await build(env))
    },
  } satisfies ExportedHandler<Bindings, BatchMessage>
}

// Its dead-letter queue as well: an event is stored nowhere else yet.
function isOfEvents({ queue }: Pick<MessageBatch, 'queue'>): boolean {
  return /-events(-dead)?$/.test(queue)
}

export default openWorker()
