import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { mountSuspended } from '@nuxt/test-utils/runtime'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { VNode } from 'vue'
import BaselineDifferences from '../../components/BaselineDifferences.vue'
import BaselinePicker from '../../components/BaselinePicker.vue'
import ReadingChoices from '../../components/ReadingChoices.vue'
import BaselineSummary from '../../components/BaselineSummary.vue'
import AppHeader from '../../components/AppHeader.vue'
import CompareView from '../../components/CompareView.vue'
import ExportMenu from '../../components/ExportMenu.vue'
import FindingDetail from '../../components/FindingDetail.vue'
import FindingFilters from '../../components/FindingFilters.vue'
import FindingsView from '../../components/FindingsView.vue'
import WhatBroke from '../../components/WhatBroke.vue'
import { whatBroke } from '../../shared/whatBroke'
import FindingTable from '../../components/FindingTable.vue'
import JobEnd from '../../components/JobEnd.vue'
import JobTimeline from '../../components/JobTimeline.vue'
import JobList from '../../components/JobList.vue'
import JobSpark from '../../components/JobSpark.vue'
import JobProgress from '../../components/JobProgress.vue'
import NothingFound from '../../components/NothingFound.vue'
import KeySheet from '../../components/KeySheet.vue'
import LogSearch from '../../components/LogSearch.vue'
import MarkDialog from '../../components/MarkDialog.vue'
import PatternList from '../../components/PatternList.vue'
import LogsCompare from '../../components/LogsCompare.vue'
import PartsCompare from '../../components/PartsCompare.vue'
import PartsNewValues from '../../components/PartsNewValues.vue'
import ResumeUpload from '../../components/ResumeUpload.vue'
import RawLog from '../../components/RawLog.vue'
import ProcessingV2 from '../../components/ProcessingV2.vue'
import UploadPanel from '../../components/UploadPanel.vue'
import CompareBars from '../../components/ui/CompareBars.vue'
import ContextLines from '../../components/ui/ContextLines.vue'
import DifferenceList from '../../components/ui/DifferenceList.vue'
import FileMap from '../../components/ui/FileMap.vue'
import FilterChip from '../../components/ui/FilterChip.vue'
import FindingRow from '../../components/ui/FindingRow.vue'
import FoldRow from '../../components/ui/FoldRow.vue'
import JobHead from '../../components/ui/JobHead.vue'
import JobRow from '../../components/ui/JobRow.vue'
import JobWarnings from '../../components/ui/JobWarnings.vue'
import LogLine from '../../components/ui/LogLine.vue'
import PatternRow from '../../components/ui/PatternRow.vue'
import ViewTabs from '../../components/ui/ViewTabs.vue'
import MarkedLine from '../../components/ui/MarkedLine.vue'
import NumberRange from '../../components/ui/NumberRange.vue'
import PlainLink from '../../components/ui/PlainLink.vue'
import PlainNote from '../../components/ui/PlainNote.vue'
import PlainSentence from '../../components/ui/PlainSentence.vue'
import ProgressBar from '../../components/ui/ProgressBar.vue'
import ScoreBar from '../../components/ui/ScoreBar.vue'
import SessionSteps from '../../components/ui/SessionSteps.vue'
import SeverityBadge from '../../components/ui/SeverityBadge.vue'
import SignalEvidence from '../../components/ui/SignalEvidence.vue'
import SparkBars from '../../components/ui/SparkBars.vue'
import TimelineChart from '../../components/ui/TimelineChart.vue'
import ValueCounts from '../../components/ui/ValueCounts.vue'
import { layTimeline } from '../../composables/layTimeline'
import ErrorPage from '../../error.vue'
import IndexPage from '../../pages/index.vue'
import JobPage from '../../pages/processing/[jobId].vue'
import { SEVERITIES } from '../../shared/anomaly'
import { TemplateResult } from '../../shared/results'
import { useHistoryStore } from '../../stores/historyStore'
import { fakeServer } from './fakeServer'
import { JOB_ID, OTHER_ID, SIGNALS, makeFinding, makeStatus } from './makeFinding'
import { giveLayout, settle, standInForCharts } from './page'

vi.mock('uplot', () => standInForCharts())

const listed = (line: number, isSettled = true) => ({ finding: makeFinding(line), isSettled })
const context = [4, 5, 6].map(line => ({ line_number: line, text: `line ${line}`, is_anomaly: line !== 4, timestamp: null, severity: null, template_id: null }))
const templates = [{ template_id: 't1', template: 'GET <*>', count: 2, first_line: 1, last_line: 2, samples: [1] }]
const value = SIGNALS.find(signal => signal.kind === 'rare_value')!.detail
const number = SIGNALS.find(signal => signal.kind === 'number_range')!.detail
const session = SIGNALS.find(signal => signal.kind === 'session')!.detail
const job = makeStatus()

const mark = { mark_id: '0198b2f0-1234-4abc-8def-0123456789ab', scope: 'file' as const, value: 'app-*.log', template_id: 't1', template: 'disk <*>', created_at: '2026-01-01T00:00:00.000Z' }
const timeline = { by: 'line' as const, settled: true, untimed_lines: 0, buckets: [{ from: 1, to: 6, lines: 5, anomalies: 1, warnings: 1, errors: 0 }, { from: 6, to: 11, lines: 5, anomalies: 0, warnings: 1, errors: 0 }] }
const laid = layTimeline(timeline, [makeFinding(5)])

type Mounted = { element: Element, unmount: () => void }
/** Mounts a part where it belongs: a row in a table, an item in a list. */
const inside = (parent: string, attributes: object, part: () => VNode) => mountSuspended(defineComponent({ render: () => h(parent, attributes, [part()]) }))
const tableWith = (part: () => VNode) => inside('div', { role: 'table' }, part)

/** Each component in each of its states. A component that is not here fails the list test below. */
const SCENES: Record<string, (() => Promise<Mounted>)[]> = {
  'AppHeader.vue': [() => mountSuspended(AppHeader)],
  'ExportMenu.vue': [{ q: undefined }, { q: 'disk' }].map(filter => () => mountSuspended(ExportMenu, { props: { jobId: JOB_ID, filter, hidesNormal: filter.q !== undefined } })),
  'FindingDetail.vue': [
    () => mountSuspended(FindingDetail, { props: { jobId: JOB_ID, line: 5, listed: listed(5), isAssumedUtc: true } }),
    () => mountSuspended(FindingDetail, { props: { jobId: JOB_ID, line: 5, listed: listed(5, false), isAssumedUtc: false } }),
    () => mountSuspended(FindingDetail, { props: { jobId: JOB_ID, line: 5, listed: null, isAssumedUtc: false } }),
  ],
  'FindingTable.vue': [
    () => mountSuspended(FindingTable, { props: { findings: [listed(5), listed(6, false)], order: 'score', selectedLine: 5, addressOf: line => `?line=${line}` } }),
    () => mountSuspended(FindingTable, { props: { findings: [listed(5), listed(6)], under: new Map([[5, [listed(7)]], [6, [listed(8)]]]), order: 'score', selectedLine: 7, addressOf: line => `?line=${line}` } }),
  ],
  'FindingFilters.vue': [
    () => mountSuspended(FindingFilters, { props: {
      filter: { q: 'disk', severity: ['error'], from: '2026-01-01T00:00:00Z', template: 't1' }, shown: 1, total: 9, isGrouped: true,
      facets: { severities: [{ value: 'error', count: 2 }, { value: 'info', count: 1 }], signals: [{ value: 'burst', count: 2 }], templates: [{ value: 't1', template: 'disk <*>', count: 2 }] },
      members: [{ name: 'a.log', first_line: 1, lines: 5 }, { name: 'b.log', first_line: 6, lines: 5 }],
    } }),
  ],
  'FindingsView.vue': [
    () => mountSuspended(FindingsView, { props: { jobId: JOB_ID, job: makeStatus({ status: 'completed' }), findings: [listed(5), listed(6, false)] }, route: '/?group=kind&line=5' }),
    () => mountSuspended(FindingsView, { props: { jobId: JOB_ID, job, findings: [listed(5)] }, route: '/?q=nothing-like-it' }),
  ],
  'JobTimeline.vue': [() => mountSuspended(JobTimeline, { props: { job: makeStatus({ status: 'completed' }), findings: [listed(5)], filter: {}, addressOf: line => `?line=${line}` } })],
  'JobEnd.vue': [
    () => mountSuspended(JobEnd, { props: { job: makeStatus({ status: 'failed', reason: { code: 'no_room', args: {} } }), upload: null, note: null, keptFindings: 3 } }),
    () => mountSuspended(JobEnd, { props: { job: makeStatus({ status: 'cancelled' }), upload: null, note: { code: 'cancelled', args: {} }, keptFindings: 3 } }),
  ],
  'JobList.vue': [() => mountSuspended(JobList)],
  'JobSpark.vue': [() => mountSuspended(JobSpark, { props: { job: makeStatus({ status: 'completed', anomalies_found: 3 }) } })],
  'JobProgress.vue': [
    () => mountSuspended(JobProgress, { props: { job, sizeBytes: 10, sentBytes: 5 } }),
    () => mountSuspended(JobProgress, { props: { job: null, sizeBytes: 0, sentBytes: null } }),
  ],
  'NothingFound.vue': [
    () => mountSuspended(NothingFound, { props: { jobId: JOB_ID, lines: 10 } }),
    () => mountSuspended(NothingFound, { props: { jobId: JOB_ID, lines: 0 } }),
  ],
  'KeySheet.vue': [() => inside('div', {}, () => h(KeySheet))],
  'LogSearch.vue': [() => mountSuspended(LogSearch, { props: { jobId: JOB_ID, atLine: 5 } })],
  'MarkDialog.vue': [makeFinding(5), null].map(finding => () => mountSuspended(MarkDialog, { props: { finding, marks: [mark], filePattern: 'app-*.log', hasFailed: finding === null } })),
  'PatternList.vue': [true, false].map(isSettled => () => mountSuspended(PatternList, { props: { jobId: JOB_ID, lines: 9, isSettled } })),
  'RawLog.vue': [() => mountSuspended(RawLog, { props: { jobId: JOB_ID, lines: 6, findings: [listed(5)], at: 5 } })],
  'ProcessingV2.vue': [() => mountSuspended(ProcessingV2, { props: { jobId: JOB_ID } })],
  'ResumeUpload.vue': [
    async () => {
      const offer = await mountSuspended(ResumeUpload, { props: { job: makeStatus({ resumable_until: '2026-11-25T03:00:00.000Z' }) } })
      await expect.poll(() => offer.text(), { timeout: 8000 }).toContain('This upload has stopped')
      return offer
    },
  ],
  'UploadPanel.vue': [
    () => mountSuspended(UploadPanel, { props: { refusal: null, filesSent: 0, filesFailed: [], isWaiting: false, isFetchingSample: false, isFirstVisit: true } }),
    () => mountSuspended(UploadPanel, { props: { refusal: 'nothing', filesSent: 3, filesFailed: [{ filename: 'a.png', sizeBytes: 9, sentBytes: 9, state: 'failed', isWaiting: false, problem: null }], isWaiting: true, isFetchingSample: true } }),
  ],
  'ui/CompareBars.vue': [() => mountSuspended(CompareBars, { props: { rows: [{ label: 'here', value: 9, text: '9', isActual: true }, { label: 'usual', value: 0, text: '0', isActual: false }] } })],
  'ui/FileMap.vue': [() => mountSuspended(FileMap, { props: { marks: [{ at: 0.5, isStrong: true }, { at: 0.7, isStrong: false }], from: 0.2, to: 0.3, label: 'Map of the file' } })],
  'ui/LogLine.vue': [
    () => inside('ol', {}, () => h(LogLine, { number: 5, line: context[1], isCurrent: true, findingAddress: '/?line=5', words: [0, 2] as [number, number] })),
    () => inside('ol', {}, () => h(LogLine, { number: 6, line: null, isCurrent: false, findingAddress: null, words: null })),
  ],
  'ui/PatternRow.vue': [
    () => inside('ol', {}, () => h(PatternRow, { pattern: TemplateResult.parse(templates[0]), lines: 10, jobAddress: '/j' })),
    () => inside('ol', {}, () => h(PatternRow, { pattern: { ...TemplateResult.parse(templates[0]), is_stable: false, over_time: [1, 2] }, lines: 10, jobAddress: '/j' })),
  ],
  'ui/ViewTabs.vue': [() => mountSuspended(ViewTabs, { props: { label: 'Views', current: 'a', views: [{ name: 'a', label: 'A', icon: 'i-lucide-list', to: '/' }, { name: 'b', label: 'B', icon: 'i-lucide-list', to: '/?view=b' }] } })],
  'ui/FilterChip.vue': [true, false].map(isOn => () => mountSuspended(FilterChip, { props: { label: 'error', count: 3, isOn } })),
  'ui/SparkBars.vue': [() => mountSuspended(SparkBars, { props: { counts: [0, 3, 1] } })],
  'ui/TimelineChart.vue': [() => mountSuspended(TimelineChart, { props: { laid, range: null, label: 'A timeline' } })],
  'BaselinePicker.vue': [async () => {
    await useHistoryStore().watchJobs()
    useHistoryStore().stopWatching()
    return mountSuspended(BaselinePicker, { props: { modelValue: {} } })
  }],
  'ReadingChoices.vue': [() => mountSuspended(ReadingChoices, { props: { modelValue: { date_order: 'dmy' } } })],
  'BaselineSummary.vue': [() => mountSuspended(BaselineSummary, { props: { jobId: JOB_ID } })],
  'BaselineDifferences.vue': [() => mountSuspended(BaselineDifferences, { props: { jobId: JOB_ID, findings: [{ finding: makeFinding(5, { signals: SIGNALS }), isSettled: true }] } })],
  'CompareView.vue': [
    () => mountSuspended(CompareView, { props: { jobId: JOB_ID, job: makeStatus({ status: 'completed', lines: 10, baseline: { job_id: JOB_ID, filename: 'good.log' } }), findings: [] } }),
    () => mountSuspended(CompareView, { props: { jobId: JOB_ID, job: makeStatus({ status: 'completed', lines: 10 }), findings: [] } }),
    () => mountSuspended(CompareView, { props: { jobId: JOB_ID, job, findings: [] } }),
  ],
  'LogsCompare.vue': [`/?baseline=${OTHER_ID}`, '/?baseline=0198b2f0-0000-7000-8000-000000000000', '/'].map(route => () => mountSuspended(LogsCompare, { props: { job: makeStatus({ status: 'completed', lines: 10 }) }, route })),
  'PartsCompare.vue': [() => mountSuspended(PartsCompare, { props: { job: makeStatus({ status: 'completed', lines: 10 }) }, route: '/?usual_from=1&usual_to=5&part_from=6&part_to=10' })],
  'PartsNewValues.vue': [JOB_ID, '0198b2f0-0000-7000-8000-000000000000'].map(jobId => () => mountSuspended(PartsNewValues, { props: { jobId, query: 'usual_from=1&usual_to=6&from=6&to=11' } })),
  'ui/DifferenceList.vue': [
    () => mountSuspended(DifferenceList, { props: { title: 'New', total: 0, rows: [] } }),
    () => mountSuspended(DifferenceList, { props: { title: 'New', total: 30, rows: Array.from({ length: 25 }, (_, i) => ({ key: String(i), sentence: 'Seen `once`.', code: 'GET <*>', note: '0 → 3', line: i + 1, to: '/?line=1' })) } }),
  ],
  'WhatBroke.vue': [['trouble'], ['new_template', 'trouble']].map(kinds => () => {
    const broke = whatBroke(kinds.flatMap(kind => SIGNALS.filter(signal => signal.kind === kind)).map((signal, i) => makeFinding(5 + i, { signals: [signal], anomaly_score: 1 - i / 10 })))
    if (!broke) throw new Error('something broke')
    return mountSuspended(WhatBroke, { props: { jobId: JOB_ID, broke, addressOf: (line: number) => `/?line=${line}` } })
  }),
  'ui/ContextLines.vue': [() => mountSuspended(ContextLines, { props: { lines: context, fromLine: 5, toLine: 5, label: 'Lines around it' } })],
  'ui/FoldRow.vue': [true, false].map(isOpen => () => tableWith(() => h(FoldRow, { count: 58, isOpen }))),
  'ui/FindingRow.vue': [
    () => tableWith(() => h(FindingRow, { listed: listed(5), isSelected: true, address: '?line=5', maxChars: 80 })),
    () => tableWith(() => h(FindingRow, { listed: listed(5, false), isSelected: false, address: '?line=5', maxChars: 20 })),
    () => tableWith(() => h(FindingRow, { listed: listed(5), isSelected: false, isUnder: true, address: '?line=5', maxChars: 20 })),
  ],
  'ui/JobHead.vue': [() => mountSuspended(JobHead, { props: { filename: 'a.log', sizeBytes: 1, job } })],
  'ui/JobRow.vue': [
    () => inside('ul', {}, () => h(JobRow, { job, nowMs: 1.8e12, isLeaving: false })),
    () => inside('ul', {}, () => h(JobRow, { job, nowMs: 1.8e12, isLeaving: true })),
  ],
  'ui/JobWarnings.vue': [() => mountSuspended(JobWarnings, { props: { notes: [{ code: 'empty', args: {} }] } })],
  'ui/MarkedLine.vue': [() => mountSuspended(MarkedLine, { props: { segments: [{ text: 'a', isOdd: false }, { text: 'b', isOdd: true }] } })],
  'ui/NumberRange.vue': [() => mountSuspended(NumberRange, { props: { detail: number } })],
  'ui/PlainLink.vue': [() => mountSuspended(PlainLink, { props: { to: '/?view=log' }, slots: { default: () => 'There' } })],
  'ui/PlainNote.vue': [() => mountSuspended(PlainNote, { props: { icon: 'i-lucide-info', title: 'A note', tone: 'bad', isHeading: true } })],
  'ui/PlainSentence.vue': [() => mountSuspended(PlainSentence, { props: { text: 'Value `507` of `status` is rare.' } })],
  'ui/ProgressBar.vue': [
    () => mountSuspended(ProgressBar, { props: { label: 'Upload', value: 0.5, text: '5 of 10' } }),
    () => mountSuspended(ProgressBar, { props: { label: 'Upload', value: null, text: '' } }),
  ],
  'ui/ScoreBar.vue': [() => mountSuspended(ScoreBar, { props: { score: 0.5 } })],
  'ui/SeverityBadge.vue': SEVERITIES.map(severity => () => mountSuspended(SeverityBadge, { props: { severity } })),
  'ui/SessionSteps.vue': [() => mountSuspended(SessionSteps, { props: { detail: session } })],
  'ui/SignalEvidence.vue': SIGNALS.map(signal => () => mountSuspended(SignalEvidence, { props: { signal, template: 'pay <*> took=<*> level=<*>', strongest: 9 } })),
  'ui/ValueCounts.vue': [() => mountSuspended(ValueCounts, { props: { detail: value } })],
  '../error.vue': [
    () => mountSuspended(ErrorPage, { props: { error: createError({ statusCode: 404 }) } }),
    () => mountSuspended(ErrorPage, { props: { error: createError({ statusCode: 500 }) } }),
  ],
  '../pages/index.vue': [() => mountSuspended(IndexPage)],
  '../pages/processing/[jobId].vue': [() => mountSuspended(JobPage, { route: `/processing/${JOB_ID}?line=5` })],
}

/** Colours need a real layout: the end-to-end tests look at them. The others are about whole pages. */
const NOT_HERE = ['color-contrast', 'region', 'landmark-one-main', 'page-has-heading-one', 'document-title', 'html-has-lang', 'bypass']

beforeEach(() => {
  giveLayout()
  fakeServer({
    [`GET /api/v2/status/${JOB_ID}`]: { body: job },
    'GET /api/v2/jobs': { body: { jobs: [job, makeStatus({ job_id: OTHER_ID, status: 'completed' })], next_cursor: 'more' } },
    [`GET /api/v2/results/${JOB_ID}/comparison`]: { body: { comparison: { baseline: { job_id: JOB_ID, filename: 'good.log' }, baselines: [{ job_id: JOB_ID, filename: 'good.log' }], baseline_events: 5000, known_share: 0.98, gone: [{ template: 'beat of <*>', count: 412, first_line: 5 }], gone_total: 2 } } },
    [`GET /api/v2/results/${JOB_ID}/lines`]: { body: { lines: context } },
    'GET /api/v2/marks': { body: { marks: [mark] } },
    [`GET /api/v2/results/${JOB_ID}/against`]: { body: {
      baseline: { job_id: OTHER_ID, filename: 'good.log', events: 5000 }, baselines: [{ job_id: OTHER_ID, filename: 'good.log' }], events: 4000, known_share: 0.1, is_other_kind: true,
      added: { total: 0, templates: [] }, gone: { total: 1, templates: [{ template: 'beat of <*>', count: 0, usual_count: 412, expected: 0, first_line: 5 }] },
      changed: { total: 1, templates: [{ template: 'beat', count: 1, usual_count: 9, expected: 9, first_line: 6 }] }, values: { total: 0, values: [] },
    } },
    [`GET /api/v2/results/${JOB_ID}/parts`]: { body: { by: 'line', usual: { from: 1, to: 6, lines: 5 }, part: { from: 6, to: 11, lines: 5 }, known_share: 0.4, added: { total: 1, templates: [{ template_id: 't1', template: 'GET <*>', count: 3, usual_count: 0, expected: 0, first_line: 6 }] }, gone: { total: 0, templates: [] }, changed: { total: 1, templates: [{ template_id: 't2', template: 'beat', count: 1, usual_count: 9, expected: 9, first_line: 6 }] } } },
    [`GET /api/v2/results/${JOB_ID}/parts/values`]: { body: { total: 2, values: SIGNALS.filter(({ kind }) => kind === 'new_value' || kind === 'new_number').map((signal, i) => ({ template: 'GET <*>', count: 3, first_line: 6 + i, signal })) } },
    [`GET /api/v2/results/${JOB_ID}/timeline`]: { body: timeline },
    [`GET /api/v2/results/${JOB_ID}/templates`]: { body: { total: 1, templates, next_cursor: null } },
  })
})

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

describe.each(Object.entries(SCENES))('%s', (_name, scenes) => {
  it.each(scenes.map((mount, index) => ({ mount, index })))('is accessible, state $index', async ({ mount }) => {
    const mounted = await mount()
    await settle()
    if (!mounted.element.isConnected) document.body.append(mounted.element)
    const { violations } = await axe.run(document.body, { rules: Object.fromEntries(NOT_HERE.map(rule => [rule, { enabled: false }])) })
    expect(violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))).toEqual([])
    mounted.unmount()
  })
})

it('covers every component', () => {
  const components = readdirSync(resolve(__dirname, '../../components'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.vue'))
  expect(components.filter(file => !(file in SCENES))).toEqual([])
})
