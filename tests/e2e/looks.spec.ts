import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { ODD_LINES, makeLog } from './logs'
import { asFile, expect, folded, rows, test, throttleUpload, upload } from './page'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Whole pages in a real layout, colours included; the components are looked at one by one in tests/nuxt. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)')
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
}

const hasNoSidewaysScroll = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries({ desktop: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } })) {
    test.describe(`${colorScheme}, ${device}`, () => {
      test.use({ colorScheme, viewport })

      test('every page is accessible and fits', async ({ page }) => {
        await upload(page, asFile('looks.log', makeLog(20_000, ODD_LINES)))
        await expect(folded(page)).toBeVisible({ timeout: 30_000 })
        await expect(rows(page).first()).toBeVisible()
        expect(await violationsOf(page), 'the job').toEqual([])
        expect(await hasNoSidewaysScroll(page), 'the job fits').toBe(true)

        await rows(page).first().getByRole('link').click()
        await expect(page.getByRole('list', { name: 'Lines around it' })).toBeVisible()
        expect(await violationsOf(page), 'a finding').toEqual([])
        expect(await hasNoSidewaysScroll(page), 'a finding fits').toBe(true)

        const job = page.url().replace(/\?.*/, '')
        for (const [view, region] of [['patterns', 'Patterns'], ['log&at=1500', 'Raw log']] as const) {
          await page.goto(`${job}?view=${view}`)
          await expect(page.getByRole('region', { name: region }).getByRole('listitem').first()).toBeVisible()
          expect(await violationsOf(page), view).toEqual([])
          expect(await hasNoSidewaysScroll(page), `${view} fits`).toBe(true)
        }

        await page.goto('/')
        await expect(page.getByRole('listitem').first()).toBeVisible()
        expect(await violationsOf(page), 'the start').toEqual([])
        expect(await hasNoSidewaysScroll(page), 'the start fits').toBe(true)

        await page.goto('/processing/0198b2f0-0000-7000-8000-000000000000')
        await expect(page.getByRole('heading', { name: 'There is no such job' })).toBeVisible()
        expect(await violationsOf(page), 'no such job').toEqual([])
      })

      test('every state is accessible and fits', async ({ page }) => {
        const looksWell = async (state: string) => {
          expect(await violationsOf(page), state).toEqual([])
          expect(await hasNoSidewaysScroll(page), `${state} fits`).toBe(true)
        }
        const unthrottle = await throttleUpload(page)
        await upload(page, asFile('states.log', makeLog(80_000, ODD_LINES)))
        await expect(rows(page).first()).toBeVisible({ timeout: 15_000 })
        await looksWell('running')
        await page.getByRole('button', { name: 'Cancel' }).click()
        await expect(page.getByText('Cancelled', { exact: true })).toBeVisible({ timeout: 10_000 })
        await looksWell('cancelled')
        await unthrottle()

        await upload(page, asFile('picture.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'image/png'))
        await expect(page.getByRole('alert').filter({ hasText: 'This file was not taken' })).toBeVisible()
        await looksWell('refused')
        await upload(page, asFile('calm.log', makeLog(5000)))
        await expect(page.getByText(/^Nothing stands out/)).toBeVisible({ timeout: 30_000 })
        await looksWell('nothing found')

        await upload(page, asFile('states.log', makeLog(20_000, ODD_LINES)))
        await expect(folded(page)).toBeVisible({ timeout: 30_000 })
        await page.getByText('Export', { exact: true }).click()
        await expect(page.getByRole('link', { name: 'Findings as CSV' })).toBeVisible()
        await looksWell('exports')
        await page.keyboard.press('Escape')
        await page.getByRole('checkbox', { name: 'Group by pattern' }).check()
        await page.getByRole('searchbox', { name: 'Search findings' }).fill('took')
        await expect(page.getByRole('button', { name: 'Clear filters' })).toBeVisible()
        await looksWell('filtered and grouped')
        await page.getByRole('searchbox').fill('no such words')
        await expect(page.getByText('No finding matches these filters')).toBeVisible()
        await looksWell('no match')
        await page.getByRole('button', { name: 'Clear filters' }).click()
        await rows(page).first().getByRole('link').click()
        await page.getByRole('button', { name: 'This is normal' }).click()
        await looksWell('marking')
        await page.getByRole('button', { name: 'Cancel' }).click()
        await page.keyboard.press('?')
        await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
        await looksWell('keys')
        await page.keyboard.press('Escape')

        await page.keyboard.press('3')
        await page.getByRole('searchbox', { name: 'Search the whole log' }).fill('unreadable')
        await page.keyboard.press('Enter')
        await expect(page.getByText('1 hit in the whole log')).toBeVisible()
        await looksWell('hits')
        await page.getByRole('link', { name: 'Compare' }).click()
        await page.getByRole('button', { name: 'Compare', exact: true }).click()
        await expect(page.getByRole('region', { name: /^New: / })).toBeVisible()
        await looksWell('comparison')
      })
    })
  }
}
