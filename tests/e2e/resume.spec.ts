import { writeFileSync } from 'node:fs'
import type { TestInfo } from '@playwright/test'
import { makeLog, ODD_LINES } from './logs'
import { asFile, expect, folded, test, throttleUpload, upload } from './page'

const LINES = 220_000 // 21 MB: above what is sent in one piece
const BYTES_PER_SECOND = 2_500_000

/** A file on disk: one that is made up is another one each time it is picked. */
function onDisk(info: TestInfo, name: string): string {
  const path = info.outputPath(name)
  writeFileSync(path, makeLog(LINES, ODD_LINES))
  return path
}

test('a lost connection: the page says so, and goes on when it is back', async ({ page, context }) => {
  const unthrottle = await throttleUpload(page, BYTES_PER_SECOND)
  await upload(page, asFile('lost.log', makeLog(LINES, ODD_LINES)))
  const bar = page.getByRole('progressbar', { name: 'Upload' })
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 20_000 }).toBeGreaterThan(20)
  await context.setOffline(true)
  await expect(page.getByText('Connection lost. The upload goes on by itself when it is back.')).toBeVisible({ timeout: 10_000 })
  const sent = Number(await bar.getAttribute('aria-valuenow'))
  await unthrottle()
  await context.setOffline(false)
  await expect(page.getByText('Connection lost. The upload')).toHaveCount(0, { timeout: 10_000 })
  expect(sent).toBeGreaterThan(10)
  await expect(folded(page)).toHaveText(/^220,000 lines/, { timeout: 45_000 })
})

test('a reload in the middle: the page offers to go on, and does with the same file', async ({ page }, info) => {
  page.on('dialog', dialog => void dialog.accept())
  const unthrottle = await throttleUpload(page, BYTES_PER_SECOND)
  const log = onDisk(info, 'again.log')
  const jobId = await upload(page, log)
  const bar = page.getByRole('progressbar', { name: 'Upload' })
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 20_000 }).toBeGreaterThan(20)
  await page.reload()
  await unthrottle()
  await expect(page.getByText('This upload has stopped')).toBeVisible({ timeout: 20_000 })
  const picker = page.getByLabel('The file to go on with')
  await picker.setInputFiles(asFile('other.log', makeLog(10)))
  await expect(page.getByRole('alert')).toContainText('This is another file: «again.log»')
  const asked: string[] = []
  page.on('request', request => request.url().includes('/api/v2/uploads') && asked.push(request.method()))
  await picker.setInputFiles(log)
  await expect(page.getByText('This upload has stopped')).toHaveCount(0)
  await expect(folded(page)).toHaveText(/^220,000 lines/, { timeout: 45_000 })
  expect(asked).toEqual(['HEAD', 'PATCH'])
  expect(page.url()).toContain(jobId)
})

test('the same file picked again on the start page goes on with its job', async ({ page }, info) => {
  page.on('dialog', dialog => void dialog.accept())
  const unthrottle = await throttleUpload(page, BYTES_PER_SECOND)
  const log = onDisk(info, 'same.log')
  const first = await upload(page, log)
  const bar = page.getByRole('progressbar', { name: 'Upload' })
  await expect.poll(async () => Number(await bar.getAttribute('aria-valuenow')), { timeout: 20_000 }).toBeGreaterThan(20)
  await page.goto('about:blank')
  await unthrottle()
  expect(await upload(page, log)).toBe(first)
  await expect(folded(page)).toHaveText(/^220,000 lines/, { timeout: 45_000 })
})

test('cancelled on the way, a big file is not sent on', async ({ page }) => {
  const unthrottle = await throttleUpload(page, BYTES_PER_SECOND)
  await upload(page, asFile('cancel.log', makeLog(LINES)))
  await expect(page.getByRole('progressbar', { name: 'Upload' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Cancelled' })).toBeVisible({ timeout: 10_000 })
  await expect(page.getByText('This upload has stopped')).toHaveCount(0)
  await unthrottle()
})

test('a big picture is refused with the reason', async ({ page }) => {
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(17 * 1024 * 1024)])
  await upload(page, asFile('picture.png', png, 'image/png'))
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('This file was not taken')
  await expect(alert).toContainText(/PNG picture/)
})
