import { existsSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { FAKE_JOB_ID, serveFakeJob } from './fakeJob'

const CHROMIUM = '/usr/bin/chromium'
const SCROLL_MS = 5000
const SCROLL_PX = 120
const JUMPS = 20
const LOADS = 5

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: existsSync(CHROMIUM) ? CHROMIUM : undefined, args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info'] })
}

/** The first page, several times in a browser that does not know it: KB of JavaScript after gzip, and milliseconds to the largest paint, sorted. */
export async function measureFirstPage(browser: Browser, url: string): Promise<{ scriptKb: number, largestPaintMs: number[] }> {
  await loadFirstPage(browser, url) // browser and server have started then
  const loads = []
  for (let load = 0; load < LOADS; load++) loads.push(await loadFirstPage(browser, url))
  return { scriptKb: Math.max(...loads.map(({ scriptKb }) => scriptKb)), largestPaintMs: loads.map(({ largestPaintMs }) => largestPaintMs).sort((a, b) => a - b) }
}

async function loadFirstPage(browser: Browser, url: string): Promise<{ scriptKb: number, largestPaintMs: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  let bytes = 0
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') bytes += gzipSync(await response.body()).length
  })
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  const largestPaintMs = await page.evaluate(() => new Promise<number>((resolve) => {
    new PerformanceObserver(list => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({ type: 'largest-contentful-paint', buffered: true })
  }))
  await page.close()
  return { scriptKb: bytes / 1000, largestPaintMs }
}

/** A job's page while its findings come: the longest task in ms, the heap in MB; then, scrolled, the frames in ms. */
export async function measureFindings(browser: Browser, serverUrl: string, findings: number): Promise<{ longestTaskMs: number, heapMb: number, frameP95Ms: number }> {
  const fake = await serveFakeJob(serverUrl, findings)
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  try {
    await page.addInitScript(() => {
      const tasks: number[] = []
      Object.assign(window, { tasks })
      new PerformanceObserver(list => list.getEntries().forEach(entry => tasks.push(entry.duration))).observe({ type: 'longtask', buffered: true })
    })
    await page.goto(`${fake.url}/processing/${FAKE_JOB_ID}`)
    await page.getByRole('table', { name: 'Findings' }).and(page.locator(`[aria-rowcount="${findings + 1}"]`)).waitFor({ timeout: 120_000 })
    await page.waitForTimeout(1500)
    const longestTaskMs = await page.evaluate(() => Math.max(0, ...Reflect.get(window, 'tasks')))
    return { longestTaskMs, heapMb: await heapMb(page), frameP95Ms: await scrollFrames(page) }
  }
  finally {
    await page.close()
    fake.stop()
  }
}

async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}

function scrollFrames(page: Page): Promise<number> {
  return page.evaluate(async ({ forMs, px }) => {
    const list = [...document.querySelectorAll('[role=rowgroup]')].at(-1)
    const frames: number[] = []
    const startMs = performance.now()
    for (let lastMs = startMs; lastMs - startMs < forMs;) {
      list?.scrollBy(0, px)
      const nowMs = await new Promise<number>(resolve => requestAnimationFrame(resolve))
      frames.push(nowMs - lastMs)
      lastMs = nowMs
    }
    return frames.sort((a, b) => a - b)[Math.floor(frames.length * 0.95)] ?? 0
  }, { forMs: SCROLL_MS, px: SCROLL_PX })
}

/** Opens the raw log at lines all over the file: milliseconds from the wish to the text of that line, sorted. */
export async function measureJumps(browser: Browser, url: string, jobId: string, lines: number): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  await page.goto(`${url}/processing/${jobId}?view=log&at=1`)
  await page.getByRole('spinbutton', { name: 'Line' }).waitFor()
  await page.waitForLoadState('networkidle')
  const taken: number[] = []
  for (let jump = 0; jump < JUMPS; jump++) {
    taken.push(await page.evaluate(async (line) => {
      const field = document.querySelector('input[type=number]')
      if (!(field instanceof HTMLInputElement)) throw new Error('no field for a line')
      const shown = new Intl.NumberFormat('en').format(line)
      const startMs = performance.now()
      field.value = String(line)
      field.dispatchEvent(new Event('change'))
      for (;;) {
        await new Promise(resolve => requestAnimationFrame(resolve))
        const row = document.querySelector('li[aria-current=true]')
        if (row?.textContent?.includes(shown) && row.textContent.trim().length > shown.length + 5) return performance.now() - startMs
      }
    }, 1 + Math.floor(lines * (jump * 0.618_033_9 % 1))))
  }
  await page.close()
  return taken.sort((a, b) => a - b)
}
