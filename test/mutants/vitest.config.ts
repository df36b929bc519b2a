import { defineConfig } from 'vitest/config'

/** The tests of what has rules rather than a story, as Stryker runs them for each mutant. */
const rules =
  'address first-name local-time mail mailbox moment network read-webhook say-outcome template time-zone tokens whole-text wording'

export default defineConfig({
  test: {
    environment: 'node',
    include: [`test/{${rules.replaceAll(' ', ',')}}.test.ts`, 'emails/_build/rules.test.ts'],
  },
})
