import { join } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import client from './vite.config.ts'

/** No test is about how fast the machine is: these only end what never would. */
const patience = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 30_000, interval: 20 } },
  setupFiles: [join(import.meta.dirname, 'tools/testing/setup.ts')],
}
const common = { pool: 'forks' as const, ...patience }

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
          include: ['{domain,media,tools,migrations,web}/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'web/dist/**'],
        },
      },
      {
        test: {
          ...common,
          name: 'server',
          // The API is imported once a worker, not once a file. So nothing a file does may outlive it: what it opens is
          // closed `atEnd`, and no test counts on what a module remembers.
          isolate: false,
          include: ['platform/**/*.test.ts', 'api/**/*.test.ts', 'worker/**/*.test.ts'],
          globalSetup: ['api/testing/global-setup.ts'],
          setupFiles: [...patience.setupFiles, 'api/testing/at-end.ts'],
        },
      },
      {
        ...client,
        test: {
          ...patience,
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
                  // A camera and a microphone that need nobody's leave.
                  '--use-fake-ui-for-media-stream',
                  '--use-fake-device-for-media-stream',
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
          include: ['e2e/**/*.spec.ts', 'media/**/*.spec.ts'],
          pool: 'forks',
          // One story at a time: each starts the whole product and drives browsers.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
