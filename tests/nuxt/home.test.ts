import { mountSuspended } from '@nuxt/test-utils/runtime'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import IndexPage from '../../pages/index.vue'
import { FakeUpload, fakeServer } from './fakeServer'
import { JOB_ID, makeStatus } from './makeFinding'
import { settle } from './page'

describe('the start page', () => {
  let page: VueWrapper
  let server: ReturnType<typeof fakeServer>
  let jobs = [makeStatus()]

  beforeEach(async () => {
    FakeUpload.all = []
    vi.stubGlobal('XMLHttpRequest', FakeUpload)
    jobs = [makeStatus({ status: 'completed', filename: 'old.log', anomalies_found: 14 })]
    server = fakeServer({ 'GET /api/v2/jobs': () => ({ body: { jobs, next_cursor: null } }), 'GET /api/v2/sample': { body: 'a sample' } })
    page = await mountSuspended(IndexPage, { route: '/' })
    await settle()
  })

  afterEach(() => {
    page.unmount()
    vi.unstubAllGlobals()
  })

  const button = (name: string) => page.findAll('button').find(each => each.text() === name || each.attributes('aria-label') === name)

  it('uploads a file that is picked', async () => {
    const input = page.get('input[type=file]')
    Object.defineProperty(input.element, 'files', { value: [new File(['x\n'], 'app.log')] })
    await input.trigger('change')
    expect(FakeUpload.all).toHaveLength(1)
    expect(FakeUpload.last.form?.get('file')).toMatchObject({ name: 'app.log' })
  })

  it('sends several files one after another, and names those that were not taken', async () => {
    const input = page.get('input[type=file]')
    Object.defineProperty(input.element, 'files', { value: [new File(['x'], 'a.log'), new File(['y'], 'b.log')] })
    await input.trigger('change')
    expect(FakeUpload.all).toHaveLength(1)
    expect(page.get('[role=status]').text()).toContain('2 files are being sent')
    FakeUpload.last.answer(422, { type: 'about:blank', title: 'Not a text file', status: 422, detail: 'The file is binary data, not a text log.' })
    await settle()
    expect(FakeUpload.all).toHaveLength(2)
    expect(FakeUpload.last.form?.get('file')).toMatchObject({ name: 'b.log' })
    FakeUpload.last.answer(202, { job_id: JOB_ID, status: 'processing', message: 'Received.', note: { code: 'received', args: { lines: 1 } }, total_chunks: 1, estimated_time: null })
    await settle()
    expect(page.text()).toContain('a.log was not taken: The file is binary data, not a text log.')
    expect(page.text()).not.toContain('b.log was not taken')
  })

  it('uploads the sample log as a file of its own name', async () => {
    await button('Try the sample log')?.trigger('click')
    await settle()
    expect(FakeUpload.last.form?.get('file')).toMatchObject({ name: 'shop-sample.log' })
  })

  it('lists earlier jobs, and brings a deleted one back', async () => {
    for (const text of ['old.log', '2 MB', '12,345 lines', '14 findings', 'done']) expect(page.text()).toContain(text)
    expect(page.get('li a').attributes('href')).toBe(`/processing/${JOB_ID}`)
    await button('Delete old.log')?.trigger('click')
    expect(page.text()).toContain('Deleted old.log')
    await button('Undo')?.trigger('click')
    expect(page.find('li a').exists()).toBe(true)
    expect(server.calls.filter(call => call.startsWith('DELETE'))).toEqual([])
  })
})
