import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, type V4MiniflareOptions, type V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { root } from '../../scripts/support/bin.ts'
import { testSettings } from '../../test/support/settings.ts'
import { bundle } from './bundle.ts'
import { childrenNamed } from './processor.ts'

/**
 * Starts the deployed form of the Worker in workerd, with its queues, its assets and the settings given. Without `assets`
 * requests reach it directly: at Cloudflare their router stands before a Worker and is not charged to it, while
 * Miniflare's stand-in runs in the same process and would be counted.
 */
export async function startWorker(settings: Record<string, string>, { assets = true } = {}) {
  return await startScript(await bundle(), withOurBindings(settings, { assets }))
}

/** What `wrangler.toml` gives to a Worker, with these settings. */
export function withOurBindings(settings: Record<string, string>, { assets = false } = {}): Partial<V4WorkerOptions> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'))
  const { assets: files, ...others } = workerOptions as Partial<V4WorkerOptions>
  return {
    ...others,
    ...(assets ? { assets: files } : {}),
    bindings: { ...testSettings, DEV_CLOCK: '0', SIGNUPS_PER_HOUR: '0', SIGNUPS_PER_DOMAIN_HOUR: '0', ...settings },
  } as Partial<V4WorkerOptions>
}

/** Starts one module in workerd, alone in its process. */
export async function startScript(contents: string, options: Partial<V4WorkerOptions> = {}) {
  const others = new Set(childrenNamed('workerd'))
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
  const pid = childrenNamed('workerd').find((child) => !others.has(child)) ?? 0
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
