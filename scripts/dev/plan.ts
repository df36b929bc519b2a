import { resolve } from 'node:path'
import { root } from '../support/bin.ts'
import { isTaken } from '../support/ports.ts'
import { type Settings, settingNames } from '../support/settings.ts'

/** What was asked of `npm run dev`, read once. */
export type Plan = {
  port: number
  inboxPort: number
  databasePort: number
  dataDir: string
  /** The data directory as it was given. */
  dataName: string
  emulate: boolean
  tick: boolean
  /** Settings from the environment and, where it has none, from `.dev.vars`. */
  given: Settings
}

/** Reads ports, switches and settings; the environment overrides `.dev.vars`. */
export function readPlan(env: NodeJS.ProcessEnv, devVars: Settings): Plan {
  const emulate = env.EMULATE_RESEND !== '0'
  const fromEnv: Settings = Object.fromEntries(
    settingNames.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  )
  // Loopback addresses in .dev.vars mean this very service, whose ports are decided here. The real Resend in .dev.vars
  // counts only with EMULATE_RESEND=0.
  const { PUBLIC_URL, LIBSQL_URL, RESEND_BASE_URL, ...rest } = devVars
  const kept: Settings = {
    ...rest,
    ...(PUBLIC_URL && !isLocal(PUBLIC_URL) ? { PUBLIC_URL } : {}),
    ...(LIBSQL_URL && !isLocal(LIBSQL_URL) ? { LIBSQL_URL } : {}),
    ...(RESEND_BASE_URL && !emulate ? { RESEND_BASE_URL } : {}),
  }
  const dataName = env.DEV_DATA || '.dev'
  return {
    port: readPort(env, 'PORT', 8787),
    inboxPort: readPort(env, 'INBOX_PORT', 8025),
    databasePort: readPort(env, 'LIBSQL_PORT', 8080),
    dataDir: resolve(root, dataName),
    dataName,
    emulate,
    tick: env.DEV_TICK !== '0',
    given: { ...kept, ...fromEnv },
  }
}

const isLocal = (url: string) => /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(url)

function readPort(env: NodeJS.ProcessEnv, name: string, usual: number) {
  const port = Number(env[name] || usual)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`${name} must be a port between 1 and 65535, not "${env[name]}".`)
}

/** Says which port somebody else listens on, before anything is started. */
export async function refuseTakenPorts({ port, inboxPort, databasePort, emulate, given }: Plan) {
  const wanted = [
    { name: 'PORT', port, who: 'the site', needed: true },
    { name: 'INBOX_PORT', port: inboxPort, who: 'the inbox', needed: emulate },
    { name: 'LIBSQL_PORT', port: databasePort, who: 'the database', needed: given.LIBSQL_URL === undefined },
  ].filter(({ needed }) => needed)
  for (const { name, port, who } of wanted) {
    if (!(await isTaken(port))) continue
    throw new Error(
      `Port ${port} is taken, so ${who} cannot open there. Stop what listens on it, or choose another: ${name}=${port + 10} npm run dev`,
    )
  }
}
