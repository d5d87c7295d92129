// npm run pictures [-- NAME ...]: makes docs/images from the sample log on the built server
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { startServer } from '../bench/benchServer'
import { openBrowser } from '../bench/pageRuns'
import { letPass } from '../letPass'
import { asFile, folded, rows, throttleUpload, upload } from '../e2e/page'
import { shopLog } from '../api/logs'

const IMAGES = join(import.meta.dirname, '../../docs/images')
const DESKTOP = { width: 1360, height: 900 }
const PHONE = { width: 390, height: 844 }
/** Bytes a second, and bytes: an upload that can be looked at. */
const [SLOW_UPLOAD, SLOW_LOG] = [1_500_000, 12_000_000]

/** Each view in each of these; the light one has no word in the picture's name. */
const LOOKS = {
  light: { viewport: DESKTOP, colorScheme: 'light' },
  dark: { viewport: DESKTOP, colorScheme: 'dark' },
  phone: { viewport: PHONE, colorScheme: 'light' },
  spanish: { viewport: DESKTOP, colorScheme: 'light', locale: 'es-ES' },
} satisfies Record<string, BrowserContextOptions>
type Look = keyof typeof LOOKS
const MOST: Look[] = ['light', 'dark', 'phone']

interface Picture {
  name: string
  /** Address after the job's, or a whole path. */
  path: string
  looks: Look[]
  prepare?: (page: Page) => Promise<void>
}

const PICTURES: Picture[] = [
  { name: 'home', path: '/', looks: [...MOST, 'spanish'] },
  { name: 'job', path: '', looks: MOST, prepare: openFinding },
  { name: 'findings', path: '', looks: ['spanish'] },
  { name: 'patterns', path: '?view=patterns', looks: MOST, prepare: openPattern },
  { name: 'compare', path: '?view=compare', looks: MOST, prepare: compareParts },
  { name: 'log', path: '?view=log&at=21175', looks: MOST, prepare: searchLog },
  { name: 'running', path: '/', looks: MOST, prepare: uploadSlowly },
  { name: 'cancelled', path: '/', looks: ['light'], prepare: cancelUpload },
  { name: 'refused', path: '/', looks: ['light', 'phone'], prepare: uploadPicture },
]

const wanted = process.argv.slice(2)
mkdirSync(IMAGES, { recursive: true })
const browser = await openBrowser()
try {
  const server = await startServer()
  try {
    await takeAll(browser, server.url)
  }
  finally {
    await server.stop()
  }
}
finally {
  await browser.close()
}

async function takeAll(browser: Browser, url: string) {
  const jobId = await analyseSample(browser, url)
  for (const { name, path, looks, prepare } of PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    for (const look of looks) {
      const page = await browser.newPage({ ...LOOKS[look], baseURL: url, reducedMotion: 'reduce' })
      await page.goto(path.startsWith('/') ? path : `/processing/${jobId}${path}`)
      await page.waitForLoadState('networkidle')
      await prepare?.(page)
      await letPass(500, 'what loads late comes')
      writeFileSync(join(IMAGES, `${name}${look === 'light' ? '' : `-${look}`}.png`), await page.screenshot())
      await page.close()
    }
  }
}

async function analyseSample(browser: Browser, baseURL: string): Promise<string> {
  const page = await browser.newPage({ baseURL })
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await page.getByRole('button', { name: 'Try the sample log' }).click()
  await page.waitForURL(/\/processing\//)
  await folded(page).waitFor({ timeout: 60_000 })
  const [jobId = ''] = /[0-9a-f-]{36}/.exec(page.url()) ?? []
  await page.close()
  return jobId
}

async function openFinding(page: Page) {
  await page.getByRole('table', { name: 'Findings' }).getByRole('row').getByRole('link').first().click()
  await page.getByRole('list', { name: 'Lines around it' }).waitFor()
}

async function openPattern(page: Page) {
  await page.getByRole('region', { name: 'Patterns' }).getByRole('listitem').first().getByRole('button').click()
}

async function compareParts(page: Page) {
  await page.getByRole('button', { name: 'Compare', exact: true }).click()
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

async function uploadSlowly(page: Page) {
  await throttleUpload(page, SLOW_UPLOAD)
  await upload(page, asFile('shop.log', Buffer.from(shopLog(SLOW_LOG))))
  await rows(page).first().waitFor()
  await letPass(3000, 'so that there is something to see')
}

async function cancelUpload(page: Page) {
  await uploadSlowly(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Cancelled', { exact: true }).waitFor()
}

async function uploadPicture(page: Page) {
  await upload(page, asFile('diagram.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image/png'))
  await page.getByRole('alert').filter({ hasText: 'This file was not taken' }).waitFor()
}
