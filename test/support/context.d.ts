import 'vitest'
import type { Words } from '../../src/composition.ts'

declare module 'vitest' {
  interface ProvidedContext {
    dbProxyUrl: string
    sqldAdminUrl: string
    emulatorUrl: string
    tinyCourse: Words
  }
}
