import { mountSuspended } from '@nuxt/test-utils/runtime'
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { noteOfSentence } from '#shared/note'
import ProcessingV2 from '../../components/ProcessingV2.vue'
import { useAnalysisStore } from '../../stores/analysisStore'
import { FakeEventSource, FakeUpload, fakeServer } from './fakeServer'
import { JOB_ID, makeFinding, makeStatus } from './makeFinding'
import { giveLayout, settle, standInForCharts } from './page'

vi.mock('uplot', () => standInForCharts())

const done = (changes = {}) => makeStatus({ status: 'completed', phase: 'done', progress: 1, lines: 1_323_382, anomalies_found: 1, ...changes })
const end = { is_complete: true, progress: 1, revision: 0 } as const

describe('ProcessingV2', () => {
  let status = makeStatus()
  let page: VueWrapper
  let gone = false
  let answers: Parameters<typeof fakeServer>[0] = {}

  beforeEach(() => {
    giveLayout()
    status = makeStatus()
    FakeUpload.all = []
    vi.stubGlobal('XMLHttpRequest', FakeUpload)
    gone = false
    answers = {
      [`GET /api/v2/status/${JOB_ID}`]: () => gone ? { status: 404 } : { body: status },
      [`POST /api/v2/cancel/${JOB_ID}`]: () => ({ body: { ...status, status: 'cancelled', message: 'Cancelled.', note: noteOfSentence('Cancelled.') } }),
      [`GET /api/v2/results/${JOB_ID}/templates`]: { body: { total: 2, next_cursor: null, templates: [
        { template_id: 'a', template: 'often <*>', count: 900, first_line: 1, last_line: 9, samples: [1] },
        { template_id: 'b', template: 'rarely <*>', count: 3, first_line: 2, last_line: 8, samples: [2] },
      ] } },
      [`GET /api/v2/results/${JOB_ID}/lines`]: { body: { lines: [{ line_number: 7, text: '<i>seven</i>', is_anomaly: true, timestamp: null, severity: null, template_id: null }] } },
    }
    fakeServer(answers)
  })

  afterEach(() => {
    page.unmount()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  async function open(jobId = JOB_ID, address = `/processing/${jobId}`) {
    page = await mountSuspended(ProcessingV2, { props: { jobId }, route: address })
    await settle()
  }

  async function finish(event: 'complete' | 'failed' | 'cancelled', changes: object = {}) {
    FakeEventSource.last.say(event, { ...end, status: status.status, ...changes })
    await settle()
  }

  it('shows a running job: bars, numbers, findings', async () => {
    await open()
    FakeEventSource.last.open()
    FakeEventSource.last.say('chunk', { anomalies: [makeFinding(7)] })
    await vi.waitFor(() => expect(page.text()).toContain('FATAL; else INFO, WARN'))
    expect(page.findAll('[role=progressbar]').map(bar => bar.attributes('aria-valuenow'))).toEqual(['50', '25'])
    for (const text of ['shop.log', '1 / 4', '12,345', '12 sec', 'FATAL; else INFO, WARN']) expect(page.text()).toContain(text)
  })

  it('folds to one line when settled, and says that provisional findings were replaced', async () => {
    await open()
    FakeEventSource.last.open()
    FakeEventSource.last.say('chunk', { anomalies: [makeFinding(7), makeFinding(8)] })
    FakeEventSource.last.say('chunk', { revision: 2, settled: true, anomalies: [makeFinding(7)] })
    status = done({ first_time: '2026-11-24T01:00:00.000Z', last_time: '2026-11-24T05:12:44.000Z', assumed_utc: true, notes: [noteOfSentence('One line was cut.')] })
    await finish('complete')
    expect(page.findAll('[role=progressbar]')).toHaveLength(0)
    for (const text of ['1,323,382 lines, 1 finding', 'The 2 provisional findings have been replaced by 1 settled ones', 'read as UTC', 'One line was cut.']) {
      expect(page.text()).toContain(text)
    }
    expect(page.findAll('button').some(button => button.text() === 'Cancel')).toBe(false)
  })

  it('answers when nothing stands out, with the rarest patterns first', async () => {
    status = done({ anomalies_found: 0 })
    await open()
    await finish('complete')
    expect(page.text()).toContain('Nothing stands out in 1,323,382 lines')
    expect(page.text()).toContain('numbers outside their usual range')
    expect(page.text()).toMatch(/rarely <\*>.*often <\*>/)
  })

  it('says that an empty file is empty', async () => {
    status = done({ anomalies_found: 0, lines: 0, total_size: 0 })
    await open()
    await finish('complete')
    expect(page.text()).toContain('The file is empty')
  })

  it('says why a job failed, what was kept and what to do', async () => {
    status = makeStatus({ status: 'failed', phase: 'done', reason: noteOfSentence('The disk is full.') })
    await open()
    FakeEventSource.last.say('chunk', { anomalies: [makeFinding(7)] })
    await finish('failed')
    expect(page.get('[role=alert]').text()).toMatch(/could not be finished.*The disk is full\..*Kept: 1 provisional finding.*Upload the file again/s)
  })

  it('cancels, and says what was kept', async () => {
    await open()
    FakeEventSource.last.say('chunk', { anomalies: [makeFinding(7)] })
    await page.findAll('button').find(button => button.text() === 'Cancel')?.trigger('click')
    await settle()
    status = makeStatus({ status: 'cancelled', phase: 'done' })
    await finish('cancelled', { note: noteOfSentence('Cancelled.') })
    expect(page.get('[role=status]').text()).toMatch(/^Cancelled\s*Kept: 1 provisional finding from [\d,]+ lines \(\d+ of \d+ chunks\)\.$/)
    expect(page.text()).toContain('FATAL; else INFO, WARN')
  })

  it('tells of a lost connection until it is back', async () => {
    await open()
    FakeEventSource.last.open()
    FakeEventSource.last.lose()
    await settle()
    expect(page.text()).toContain('Reconnecting')
    FakeEventSource.last.open()
    await settle()
    expect(page.text()).not.toContain('Reconnecting')
  })

  it('has a plain page for a job that does not exist', async () => {
    await open('0198b2f0-0000-7abc-8def-0123456789ab')
    expect(page.get('h1').text()).toBe('There is no such job')
  })

  it('says why an upload was refused', async () => {
    const jobId = await useAnalysisStore().processFileV2(new File(['png'], 'picture.png'))
    await open(jobId)
    expect(page.text()).toContain('picture.png')
    FakeUpload.last.answer(422, { type: 'about:blank', title: 'Unreadable', status: 422, detail: 'This is a PNG picture, not text.' })
    await vi.waitFor(() => expect(page.get('[role=alert]').text()).toContain('This is a PNG picture, not text.'))
  })

  it('tells a second tab why the upload it follows was refused', async () => {
    await open()
    gone = true
    await finish('failed', { status: 'failed', note: { code: 'not_text', args: { what: { code: 'png', args: {} } } } })
    expect(page.get('[role=alert]').text()).toMatch(/This file was not taken.*The file is a PNG picture, not a text log\./s)
  })

  it('does not call a job failed whose upload only lost its answer', async () => {
    const jobId = await useAnalysisStore().processFileV2(new File(['a'], 'shop.log'))
    await open()
    page.unmount()
    answers[`GET /api/v2/status/${jobId}`] = { body: done({ job_id: jobId }) }
    await open(jobId)
    FakeUpload.last.dispatchEvent(new Event('error'))
    await settle()
    expect(page.find('[role=alert]').exists()).toBe(false)
    expect(page.text()).toContain('1,323,382 lines')
  })

  it('opens the finding that the address names, with the lines around it as text', async () => {
    await open(JOB_ID, `/processing/${JOB_ID}?line=7`)
    FakeEventSource.last.say('chunk', { revision: 2, settled: true, anomalies: [makeFinding(7)] })
    status = done()
    await finish('complete')
    const detail = page.get('aside')
    for (const text of ['FATAL; else INFO, WARN', 'Unusual value', 'INFO', '131,000', 'Number out of range', '<i>seven</i>', '<b>payment</b>']) expect(detail.text()).toContain(text)
    expect(detail.findAll('i, b')).toHaveLength(0)
  })
})
