import 'vitest'
import type { Templates } from '../../src/composition.ts'

declare module 'vitest' {
  interface ProvidedContext {
    dbProxyUrl: string
    sqldUrl: string
    sqldAdminUrl: string
    emulatorUrl: string
    tinyCourse: Templates
    writtenSql: { at: string; pieces: string[] }[]
  }
}
