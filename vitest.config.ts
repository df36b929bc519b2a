import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}', 'emails/**/*.test.{ts,tsx}'],
          exclude: ['test/journeys/**', 'test/browser/**'],
        },
      },
    ],
  },
})
