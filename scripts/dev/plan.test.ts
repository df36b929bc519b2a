import { expect, test } from 'vitest'
import { chooseSettings } from './choose-settings.ts'
import { readPlan } from './plan.ts'

const settingsFor = (env: NodeJS.ProcessEnv, devVars = {}) =>
  chooseSettings(readPlan({ DEV_DATA: 'unused', APP_SECRET: 'given', ...env }, devVars), 'http://127.0.0.1:8080')

test('the environment overrules .dev.vars, which overrules what development brings', () => {
  expect(settingsFor({}).SEND_HOUR).toBe('7')
  expect(settingsFor({}, { SEND_HOUR: '8' }).SEND_HOUR).toBe('8')
  expect(settingsFor({ SEND_HOUR: '9' }, { SEND_HOUR: '8' }).SEND_HOUR).toBe('9')
})

test('addresses of this machine in .dev.vars follow the ports that were asked for', () => {
  const devVars = { PUBLIC_URL: 'http://localhost:8787', LIBSQL_URL: 'http://127.0.0.1:8080' }
  expect(readPlan({ PORT: '9000' }, devVars).given.LIBSQL_URL).toBeUndefined()
  expect(settingsFor({ PORT: '9000' }, devVars).PUBLIC_URL).toBe('http://localhost:9000')
  expect(readPlan({}, { LIBSQL_URL: 'libsql://mornings.turso.io' }).given.LIBSQL_URL).toBe('libsql://mornings.turso.io')
  expect(readPlan({ LIBSQL_URL: 'http://127.0.0.1:9' }, devVars).given.LIBSQL_URL).toBe('http://127.0.0.1:9')
})

test('mail goes to the emulator unless it is switched off', () => {
  const devVars = { RESEND_BASE_URL: 'https://api.resend.com' }
  expect(settingsFor({ INBOX_PORT: '9025' }, devVars).RESEND_BASE_URL).toBe('http://127.0.0.1:9025')
  expect(settingsFor({ EMULATE_RESEND: '0' }, devVars).RESEND_BASE_URL).toBe('https://api.resend.com')
  expect(settingsFor({ RESEND_BASE_URL: 'http://127.0.0.1:7' }, devVars).RESEND_BASE_URL).toBe('http://127.0.0.1:7')
})

test('a port that is none is named', () => {
  expect(() => readPlan({ PORT: 'eighty' }, {})).toThrow('PORT must be a port between 1 and 65535, not "eighty"')
})
