import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { root, withBin } from '../support/bin.ts'

/** Compiles templates and pages; when that fails, its output is the error. */
export async function build(ending?: AbortSignal) {
  const child = spawn('npm', ['run', '--silent', 'build'], {
    cwd: root,
    env: withBin(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const stop = () => child.exitCode === null && process.kill(-(child.pid ?? 0))
  ending?.addEventListener('abort', stop, { once: true })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const said = (await Promise.all([text(child.stdout), text(child.stderr)])).join('')
  ending?.removeEventListener('abort', stop)
  if ((await code) !== 0 && !ending?.aborted) throw new Error(`The build failed.\n\n${said.trim()}`)
}

/**
 * Builds again shortly after a template, a page or a drawing was changed, one build at a time; the Worker reloads by
 * itself.
 */
export function rebuildOnChange(ending: AbortSignal) {
  let building = false
  let timer: NodeJS.Timeout | undefined

  async function rebuild() {
    if (building) return soon()
    building = true
    await build(ending).then(
      () => ending.aborted || console.log('  built again'),
      (error: Error) => console.error(`\n${error.message}\n`),
    )
    building = false
  }

  function soon() {
    clearTimeout(timer)
    timer = setTimeout(rebuild, 300).unref()
  }

  for (const folder of ['emails', join('src', 'web', 'ui')]) {
    watch(join(root, folder), { recursive: true, signal: ending }, (_, file) => {
      if (file && isSource(file)) soon()
    })
  }
}

// The build itself writes pictures into emails/static, for the preview.
const isSource = (file: string) => !file.startsWith(`static${sep}`) && /\.(tsx?|svg|css)$/.test(file)
