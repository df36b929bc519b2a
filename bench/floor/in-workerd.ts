import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { cpuSeconds } from '../support/processor.ts'
import { startScript } from '../support/worker.ts'
import type { Letters } from './loop.ts'

const handler = `
export default { async fetch(request) {
  await loop(await request.json())
  return new Response('done')
} }`

/** The bare loop in workerd, with nothing else in it. */
export async function startLoopInWorkerd() {
  const script = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, 'loop.ts'), 'utf8'))
  const { url, pid, stop } = await startScript(script + handler)
  return {
    async ask(letters: Letters) {
      const before = cpuSeconds(pid)
      const start = performance.now()
      const answer = await fetch(url, { method: 'POST', body: JSON.stringify(letters) })
      if (!answer.ok) throw new Error(await answer.text())
      return { cpu: cpuSeconds(pid) - before, seconds: (performance.now() - start) / 1000 }
    },
    stop,
  }
}
