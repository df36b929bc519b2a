import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, type V4MiniflareOptions, type V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { root } from '../../scripts/support/bin.ts'
import { testSettings } from '../../test/support/settings.ts'
import { bundle } from './bundle.ts'
import { childrenNamed } from './processor.ts'

/** Starts the deployed form of the Worker in workerd, with its queues, its assets and the settings given. */
export async function startWorker(settings: Record<string, string>) {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'))
  return await startScript(await bundle(), {
    ...(workerOptions as Partial<V4WorkerOptions>),
    bindings: { ...testSettings, DEV_CLOCK: '0', SIGNUPS_PER_HOUR: '0', SIGNUPS_PER_DOMAIN_HOUR: '0', ...settings },
  } as Partial<V4WorkerOptions>)
}

/** Starts one module in workerd, alone in its process. */
export async function startScript(contents: string, options: Partial<V4WorkerOptions> = {}) {
  const strangers = new Set(childrenNamed('workerd'))
  const asked = {
    unsafeTriggerHandlers: true,
    handleStructuredLogs: ({ level, message }: { level: string; message: string }) => {
      if (level === 'error') console.error(message)
    },
    workers: [
      {
        name: 'worker',
        compatibilityDate: '2026-11-02',
        compatibilityFlags: ['nodejs_compat'],
        ...options,
        modules: [{ type: 'ESModule', path: 'index.js', contents }],
      },
    ],
  } as V4MiniflareOptions
  const miniflare = new Miniflare(convertV4MiniflareOptions(asked))
  const url = String(await miniflare.ready).replace(/\/$/, '')
  const pid = childrenNamed('workerd').find((child) => !strangers.has(child)) ?? 0
  return {
    url,
    pid,
    /** One minute's tick, as Cloudflare's clock gives it; resolves when the handler has ended. */
    async tick() {
      const answer = await fetch(`${url}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`)
      if (!answer.ok) throw new Error(`The tick failed: ${answer.status} ${await answer.text()}`)
    },
    stop: () => miniflare.dispose(),
  }
}

export type Worker = Awaited<ReturnType<typeof startScript>>
