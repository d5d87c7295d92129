import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { defineConfig } from '@playwright/test'
import type { OnStores } from './tests/e2e/page'
import { filesOn, type Stores } from './tests/stores'

const CHROMIUM = '/usr/bin/chromium'

const on = (stores: Stores) => ({ name: stores, testMatch: filesOn(stores, 'tests/e2e', '.spec.ts').map(file => basename(file)), use: { stores } })

export default defineConfig<object, OnStores>({
  testDir: 'tests/e2e',
  projects: [on('embedded'), on('servers')],
  workers: 1, // the suites beside it need the other processor
  forbidOnly: true,
  timeout: 120_000, // deadlines, no benchmarks: the machine may be busy
  expect: { timeout: 20_000 },
  retries: process.env.CI ? 1 : 0, // servers, browsers and other suites share two cores there; what passes only the second time is listed as flaky
  use: {
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
})
