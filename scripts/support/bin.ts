import { delimiter, join, resolve } from 'node:path'

/** The folder of package.json. */
export const root = resolve(import.meta.dirname, '../..')

/** This environment with the programs of node_modules first, Node 24 among them, however we were started. */
export const withBin = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({
  ...env,
  PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}`,
})
