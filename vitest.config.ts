import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineVitestProject } from '@nuxt/test-utils/config'
import { defineConfig } from 'vitest/config'
import { ONLY_EMBEDDED, ONLY_ON_SERVERS } from './tests/onlyEmbedded'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const alias = {
  '#engine': here('./engine'),
  '#shared': here('./shared'),
  '~': here('.').replace(/\/$/, ''),
}

// Each file under tests/globalSetup runs once before the tests of every project that lists it.
const bundleThread = here('./tests/globalSetup/bundleThread.ts')
const globalSetup = existsSync(bundleThread) ? [bundleThread] : []

// Servers, services and tests share two cores there; what passes only the second time is listed as flaky.
const retry = process.env.CI ? 1 : 0
const onServers = process.env.TEST_STORES === 'servers'
const exclude = Object.keys(onServers ? ONLY_EMBEDDED : ONLY_ON_SERVERS)

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: 'unit', environment: 'node', include: ['tests/unit/**/*.test.ts'], globalSetup, testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: { name: 'contract', environment: 'node', include: ['tests/contract/**/*.test.ts'], globalSetup, testTimeout: 60_000, hookTimeout: 60_000 },
      },
      await defineVitestProject({
        test: {
          name: 'nuxt',
          environment: 'nuxt',
          include: ['tests/nuxt/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          environmentOptions: { nuxt: { rootDir: here('.'), domEnvironment: 'happy-dom' } },
        },
      }),
      {
        // Against the built server: one file at a time, since each starts servers of its own.
        resolve: { alias },
        test: { name: 'api', environment: 'node', retry, include: ['tests/api/**/*.test.ts'], exclude, fileParallelism: false, testTimeout: onServers ? 360_000 : 120_000, hookTimeout: 120_000 },
      },
      {
        // Against the built server and real servers of its own, which it kills.
        resolve: { alias },
        test: { name: 'faults', environment: 'node', retry, include: ['tests/faults/**/*.test.ts'], fileParallelism: false, testTimeout: 300_000, hookTimeout: 120_000 },
      },
    ],
  },
})
