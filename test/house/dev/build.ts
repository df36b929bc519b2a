import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { root, withBin } from '../bin.ts'

/** Compiles letters and pages; when that fails, its words are the error. */
export async function build() {
  const child = spawn('npm', ['run', '--silent', 'build'], {
    cwd: root,
    env: withBin(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const said = (await Promise.all([text(child.stdout), text(child.stderr)])).join('')
  if ((await code) !== 0) throw new Error(`The build failed.\n\n${said.trim()}`)
}

/** Builds again a moment after a letter, a page or a figure was changed; the Worker reloads by itself. */
export function rebuildOnChange() {
  let timer: NodeJS.Timeout | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(
      () =>
        build().then(
          () => console.log('  built again'),
          (error: Error) => console.error(error.message),
        ),
      300,
    )
  }
  const watchers = ['emails', join('src', 'pages')].map((folder) =>
    watch(join(root, folder), { recursive: true }, soon),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
