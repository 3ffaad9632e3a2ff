import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import client from './vite.config.ts'

const common = { pool: 'forks' as const, testTimeout: 20_000, hookTimeout: 60_000 }

/** `unit` and `server` run in Node, the latter against a real Postgres; `web` draws components in a real Chromium. */
export default defineConfig({
  test: {
    // The runner leaves a core free unless told otherwise; on two cores that is half of the time.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          // These tests share nothing but what they import, which is then read once a worker and not once a file.
          isolate: false,
          include: ['{domain,tools,migrations,web}/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'web/dist/**'],
        },
      },
      {
        test: {
          ...common,
          name: 'server',
          include: ['platform/**/*.test.ts', 'api/**/*.test.ts', 'worker/**/*.test.ts'],
          globalSetup: ['api/testing/global-setup.ts'],
          setupFiles: ['api/testing/at-end.ts'],
        },
      },
      {
        ...client,
        test: {
          name: 'web',
          include: ['**/*.test.tsx'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
                args: [
                  '--no-sandbox',
                  '--disable-gpu',
                  '--no-first-run',
                  '--disable-background-networking',
                  '--disable-component-update',
                  '--disable-sync',
                ],
              },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 1024, height: 768 } }],
          },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.spec.ts'],
          pool: 'forks',
          // One story at a time: each starts the whole product and drives browsers.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
