import { type Call, load } from './load.ts'
import { cpuSeconds } from './processor.ts'
import { startScript } from './worker.ts'

const HELLO = `export default { fetch: () => new Response('hello') }`

/**
 * The least worker there is: it answers `hello`. What the runtime itself costs, measured in the same run, so that our
 * numbers can be read as a ratio on any machine.
 */
export async function startBare() {
  const worker = await startScript(HELLO)
  const make = (): Call => ({ method: 'GET', url: worker.url })
  await load(300, 4, make)
  return {
    url: worker.url,
    /** Processor time of one answer (ms), over so many. */
    async cpuMs(count: number, atOnce: number): Promise<number> {
      const before = cpuSeconds(worker.pid)
      await load(count, atOnce, make)
      return ((cpuSeconds(worker.pid) - before) / count) * 1000
    },
    stop: () => worker.stop().catch(() => {}),
  }
}
