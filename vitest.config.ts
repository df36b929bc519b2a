import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { testSettings } from './test/support/settings.ts'

/** What vite prepares is a lane's own: two that prepare it at the same time would take it from each other. */
const lane = process.env.TEST_LANE ?? '0'

export default defineConfig({
  test: {
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [
            'test/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'src/**/*.test.{ts,tsx}',
            'emails/**/*.test.{ts,tsx}',
          ],
          exclude: ['test/journeys/**', 'test/browser/**', 'test/chaos/**', 'test/soak/**'],
          setupFiles: ['test/support/fixed-seed.ts'],
          // Rules without a state of their own: what they import is read once.
          isolate: false,
          // Properties are tried many times over, on machines that may be busy with something else.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'chaos',
          environment: 'node',
          include: ['test/chaos/**/*.test.ts'],
          setupFiles: ['test/chaos/setup.ts'],
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'soak',
          environment: 'node',
          include: ['test/soak/**/*.test.ts'],
          // One crowd at a time.
          fileParallelism: false,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        cacheDir: `node_modules/.vite${lane === '0' ? '' : `-${lane}`}`,
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: testSettings },
          }),
        ],
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.{ts,tsx}'],
          setupFiles: ['./test/support/name-database.ts'],
          globalSetup: [
            './test/support/global-setup.ts',
            './test/support/compile-tiny-course.ts',
            './test/support/provide-written-sql.ts',
          ],
          // Generous, because a small machine runs Worker, database and emulator at once.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // The Worker is the same for every file, and every test has its own database: one start is enough.
          isolate: false,
          maxWorkers: 1,
          deps: {
            optimizer: {
              ssr: {
                enabled: true,
                include: [
                  'hono',
                  'hono/jsx/jsx-runtime',
                  'hono/jsx/jsx-dev-runtime',
                  'drizzle-orm',
                  'drizzle-orm/libsql/web',
                  'drizzle-orm/sqlite-core',
                  '@libsql/client/web',
                  'resend',
                  'temporal-polyfill/implementation',
                  'zod',
                ],
              },
            },
          },
        },
      },
    ],
  },
})
