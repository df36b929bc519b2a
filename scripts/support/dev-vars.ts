import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { root } from './bin.ts'
import type { Settings } from './settings.ts'

/** The settings in `.dev.vars`, none when there is no such file. */
export function readDevVars(): Settings {
  try {
    return parseEnv(readFileSync(join(root, '.dev.vars'), 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
