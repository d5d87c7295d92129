// npm run pictures [-- NAME ...]: makes docs/images from the sample log on the built server
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { startServer } from '../bench/benchServer'

const IMAGES = join(import.meta.dirname, '../../docs/images')
const CHROMIUM = '/usr/bin/chromium'
const DESKTOP = { width: 1360, height: 900 }
const PHONE = { width: 390, height: 844 }

interface Picture {
  name: string
  /** Address after the job's, or a whole path. */
  path: string
  prepare?: (page: Page) => Promise<void>
}

const PICTURES: Picture[] = [
  { name: 'home', path: '/' },
  { name: 'job', path: '', prepare: openFinding },
  { name: 'patterns', path: '?view=patterns', prepare: openPattern },
  { name: 'compare', path: '?view=compare', prepare: compareParts },
  { name: 'log', path: '?view=log&at=21175', prepare: searchLog },
]

const wanted = process.argv.slice(2)
mkdirSync(IMAGES, { recursive: true })
const server = await startServer()
const browser = await chromium.launch({ executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined, args: ['--no-sandbox', '--disable-gpu'] })
try {
  const jobId = await analyseSample(browser)
  for (const picture of PICTURES) {
    if (wanted.length > 0 && !wanted.includes(picture.name)) continue
    await take(picture, jobId, picture.name, { viewport: DESKTOP, colorScheme: 'light' })
    await take(picture, jobId, `${picture.name}-dark`, { viewport: DESKTOP, colorScheme: 'dark' })
    await take(picture, jobId, `${picture.name}-phone`, { viewport: PHONE, colorScheme: 'light' })
  }
}
finally {
  await browser.close()
  await server.stop()
}

async function analyseSample(browser: Browser): Promise<string> {
  const page = await browser.newPage()
  await page.goto(server.url)
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Try the sample log' }).click()
  await page.waitForURL(/\/processing\//)
  await page.getByText(/^[\d,]+ lines, [\d,]+ findings?$/).waitFor({ timeout: 60_000 })
  const [jobId = ''] = /[0-9a-f-]{36}/.exec(page.url()) ?? []
  await page.close()
  return jobId
}

async function take({ path, prepare }: Picture, jobId: string, name: string, look: { viewport: { width: number, height: number }, colorScheme: 'light' | 'dark' }) {
  const page = await browser.newPage({ ...look, reducedMotion: 'reduce' })
  await page.goto(server.url + (path.startsWith('/') ? path : `/processing/${jobId}${path}`))
  await page.waitForLoadState('networkidle')
  await prepare?.(page)
  await page.waitForTimeout(500) // what loads late has come
  writeFileSync(join(IMAGES, `${name}.png`), await page.screenshot())
  await page.close()
}

async function openFinding(page: Page) {
  await page.getByRole('table', { name: 'Findings' }).getByRole('row').getByRole('link').first().click()
  await page.getByRole('list', { name: 'Lines around it' }).waitFor()
}

async function openPattern(page: Page) {
  await page.getByRole('region', { name: 'Patterns' }).getByRole('listitem').first().getByRole('button').click()
}

async function compareParts(page: Page) {
  await page.getByRole('button', { name: 'Compare' }).click()
  const first = page.getByRole('region', { name: /^New: / })
  await first.waitFor()
  await first.scrollIntoViewIfNeeded()
}

async function searchLog(page: Page) {
  await page.getByRole('searchbox', { name: 'Search the whole log' }).fill('warehouse BER-\\d')
  await page.getByRole('checkbox', { name: 'Regular expression' }).check()
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByText(/hits in the whole log|stopped there/).waitFor()
}
