import { defineConfig } from 'vitest/config'

/** The tests of what has rules rather than a story, as Stryker runs them for each mutant. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/{address,template,tokens,pages,local-time}.test.{ts,tsx}'],
  },
})
