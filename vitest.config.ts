import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineVitestProject } from '@nuxt/test-utils/config'
import { defineConfig } from 'vitest/config'
import { filesOn, type Stores } from './tests/stores'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const alias = {
  '#engine': here('./engine'),
  '#shared': here('./shared'),
  '#wording': here('./wording'),
  '~': here('.').replace(/\/$/, ''),
}

// Each file under tests/globalSetup runs once before the tests of every project that lists it.
const bundleThread = here('./tests/globalSetup/bundleThread.ts')
const globalSetup = [bundleThread, here('./tests/globalSetup/prepareDatabase.ts')]

// Servers, services and tests share two cores there; what passes only the second time is listed as flaky.
const retry = process.env.CI ? 1 : 0

/** Vitest leaves one processor to itself, which is half of two. */
const maxWorkers = availableParallelism()

const ONE_BY_ONE = { maxWorkers: 1, sequence: { groupOrder: 1 } }

/** Against the built server: each file starts servers of its own, and mostly waits for them, so that two go side by side. */
const api = (TEST_STORES: Stores) => ({
  resolve: { alias },
  test: {
    name: `api-${TEST_STORES}`, environment: 'node' as const, retry, include: filesOn(TEST_STORES, 'tests/api', '.test.ts'), maxWorkers: 2, env: { TEST_STORES },
    testTimeout: 360_000, hookTimeout: 120_000,
  },
})

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        // In one room of modules: no unit test may leave anything behind, and reading the modules anew for each file took a third of the suite.
        test: { name: 'unit', environment: 'node', isolate: false, include: ['tests/unit/**/*.test.ts'], globalSetup, maxWorkers, testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        resolve: { alias },
        test: { name: 'contract', environment: 'node', include: ['tests/contract/**/*.test.ts'], globalSetup, maxWorkers, testTimeout: 120_000, hookTimeout: 120_000 },
      },
      await defineVitestProject({
        test: {
          name: 'nuxt',
          environment: 'nuxt',
          include: ['tests/nuxt/**/*.test.ts'],
          maxWorkers,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          environmentOptions: { nuxt: { rootDir: here('.'), domEnvironment: 'happy-dom' } },
        },
      }),
      api('embedded'),
      api('servers'),
      {
        // What measures memory or time has the machine for itself.
        resolve: { alias },
        test: { name: 'alone', environment: 'node', retry, include: ['tests/alone/**/*.test.ts'], ...ONE_BY_ONE, testTimeout: 180_000, hookTimeout: 120_000 },
      },
      {
        // Against the built server and real servers of its own, which it kills.
        resolve: { alias },
        test: { name: 'faults', environment: 'node', retry, include: ['tests/faults/**/*.test.ts'], globalSetup, maxWorkers: 2, sequence: { groupOrder: 1 }, testTimeout: 300_000, hookTimeout: 120_000 },
      },
    ],
  },
})
