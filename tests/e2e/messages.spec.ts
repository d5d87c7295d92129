import { gzipSync } from 'node:zlib'
import { packed, pickLog } from '../fixtures/packedLogs'
import { makeLog } from './logs'
import { asFile, expect, folded, test, upload } from './page'

const LOG = makeLog(20_000)
const utf16 = Buffer.concat([Buffer.from([0xFF, 0xFE]), Buffer.from(LOG.toString('latin1').slice(0, 90_000), 'utf16le')])
const withBrokenBytes = Buffer.concat([Buffer.from(pickLog(3)), Buffer.from([0x32, 0xC3, 0x28, 0x0A]), Buffer.from('Zugriff für Müller\n'.repeat(3)), Buffer.from(pickLog(300))])
const longLine = Buffer.concat([Buffer.from(pickLog(800)), Buffer.alloc(2_000_000, 'x'), Buffer.from('\n'), Buffer.from(pickLog(5))])

/** What was converted, cut or left out of a file that is taken: plain sentences beside its findings. */
const NOTES: [string, string, Buffer, RegExp][] = [
  ['packed', 'app.log.gz', packed('app.log.gz'), /^The file was packed \(gzip\); it was unpacked\.$/],
  ['cut short', 'cut.log.gz', gzipSync(LOG).subarray(0, 90_000), /^Nothing could be read after line [\d]+: the gzip data is incomplete/],
  ['an archive', 'logs.tar.gz', packed('logs.tar.gz'), /^The file is an archive \(tar in gzip\): 3 files were read, 1 was not: .*passwd \(a PNG picture\)\.$/],
  ['converted', 'windows.log', utf16, /^The file is UTF-16LE; it was converted to UTF-8\.$/],
  ['broken bytes', 'bytes.log', withBrokenBytes, /^Some bytes are not valid UTF-8, first in line 4; they are shown as \uFFFD\.$/],
  ['a long line', 'long.log', longLine, /^Line 801 is longer than 1048576 bytes: of such lines only so much is looked at and shown\.$/],
  ['nothing in it', 'blank.log', Buffer.from('\n'.repeat(50)), /^The file holds only empty lines\.$/],
]
for (const [what, name, content, sentence] of NOTES) {
  test(`says what was done: ${what}`, async ({ page }) => {
    await upload(page, asFile(name, content))
    await expect(folded(page)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('note').getByRole('listitem').filter({ hasText: sentence })).toHaveCount(1)
  })
}

/** What is not taken at all: one sentence with the reason, no job. */
const REFUSALS: [string, string, Buffer, RegExp][] = [
  ['a picture', 'a.png', Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(4096)]), /The file is a PNG picture, not a text log\./],
  ['nothing can be unpacked', 'broken.log.xz', Buffer.concat([Buffer.from('FD377A585A00', 'hex'), Buffer.alloc(300, 1)]), /The file can't be read: /],
  ['an archive without a log', 'none.zip', Buffer.concat([Buffer.from('504B0506', 'hex'), Buffer.alloc(18)]), /The archive holds no text log: it is empty\./],
]
for (const [what, name, content, sentence] of REFUSALS) {
  test(`says why it is not taken: ${what}`, async ({ page }) => {
    const jobId = await upload(page, asFile(name, content))
    const alert = page.getByRole('alert')
    await expect(alert).toContainText('This file was not taken', { timeout: 15_000 })
    await expect(alert).toContainText(sentence)
    expect((await page.request.get(`/api/v2/status/${jobId}`)).status()).toBe(404)
  })
}

test('of several files each that is not taken is named with its reason', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Log file').setInputFiles([asFile('taken.log', makeLog(500)), asFile('bad.png', REFUSALS[0]?.[2] ?? Buffer.alloc(0))])
  await expect(page.getByText(/bad\.png was not taken: .*PNG picture/)).toBeVisible({ timeout: 15_000 })
  await expect(page.getByRole('link', { name: 'taken.log' }).first()).toBeVisible() // a retry finds the one before too
})

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' })

  test('a note and a refusal are said in it, with the reasons within them', async ({ page }) => {
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    const picker = page.getByLabel('Archivo de registro')
    await picker.setInputFiles(asFile('logs.tar.gz', packed('logs.tar.gz')))
    await expect(page.getByRole('note').getByRole('listitem').filter({ hasText: /^El archivo es un paquete \(tar in gzip\): se leyeron 3 archivos; 1 no: .*passwd \(una imagen PNG\)\.$/ })).toHaveCount(1, { timeout: 30_000 })
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    await picker.setInputFiles(asFile('a.png', REFUSALS[0]?.[2] ?? Buffer.alloc(0)))
    await expect(page.getByRole('alert')).toContainText('El archivo no es un registro de texto, sino una imagen PNG.', { timeout: 15_000 })
  })
})
