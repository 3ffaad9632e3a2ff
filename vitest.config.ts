import { defineConfig } from 'vitest/config'

const common = { pool: 'forks' as const, testTimeout: 20_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['domain/**/*.test.ts', 'tools/**/*.test.ts', 'migrations/**/*.test.ts'],
        },
      },
      {
        test: {
          ...common,
          name: 'server',
          include: ['platform/**/*.test.ts', 'api/**/*.test.ts', 'worker/**/*.test.ts'],
          globalSetup: ['api/testing/global-setup.ts'],
        },
      },
    ],
  },
})
