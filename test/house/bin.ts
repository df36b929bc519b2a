import { delimiter } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** This environment with the programs of node_modules first, Node 24 among them, however we were started. */
export const withBin = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...env,
  PATH: `${fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))}${delimiter}${env.PATH ?? ''}`,
})
