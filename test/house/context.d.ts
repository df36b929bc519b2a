import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    dbProxyUrl: string
    sqldAdminUrl: string
    postmanUrl: string
  }
}
