import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

const CHROMIUM = '/usr/bin/chromium'
const PORT = '3177' // chosen: free while a server of the developer's runs on 3000
const DATA_DIR = '.cache/e2e'
const { E2E_URL } = process.env // a server that runs already
const SERVE = process.env.TEST_STORES === 'servers' ? 'node --import tsx tests/e2e/serveOnServers.ts' : 'node .output/server/index.mjs'

export default defineConfig({
  testDir: 'tests/e2e',
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  retries: process.env.CI ? 1 : 0, // server, browser and tests share two cores; what passes only the second time is listed as flaky
  use: {
    baseURL: E2E_URL ?? `http://127.0.0.1:${PORT}`,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
  webServer: E2E_URL ? undefined : {
    command: `rm -rf ${DATA_DIR} && exec ${SERVE}`,
    url: `http://127.0.0.1:${PORT}/api/health/ready`,
    env: { PORT, HOST: '127.0.0.1', DATA_DIR },
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
})
