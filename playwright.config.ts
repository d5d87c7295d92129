import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { defineConfig } from '@playwright/test'
import type { OnStores } from './tests/e2e/page'
import { filesOn, type Stores } from './tests/stores'

/** Debian's, the one that only draws pages first: it takes a fifth less of the processor. */
const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(path => existsSync(path))

const on = (stores: Stores) => ({ name: stores, testMatch: filesOn(stores, 'tests/e2e', '.spec.ts').map(file => basename(file)), use: { stores } })

export default defineConfig<object, OnStores>({
  testDir: 'tests/e2e',
  projects: [on('embedded'), on('servers')],
  workers: 2, // what runs beside it mostly waits
  forbidOnly: true,
  timeout: 120_000, // deadlines, no benchmarks: the machine may be busy
  expect: { timeout: 20_000 },
  retries: process.env.CI ? 1 : 0, // servers, browsers and other suites share two cores there; what passes only the second time is listed as flaky
  use: {
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: CHROMIUM,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
})
