import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { StatusResult } from '../../shared/job'
import { AnomalyResult } from '../../shared/anomaly'
import { PartsComparison, PartsValues } from '../../shared/comparison'
import { FindingFilterQuery, findingMatcher } from '../../shared/findingFilter'
import { LinesPage, ResultsPage } from '../../shared/results'
import { SearchEvent } from '../../shared/search'
import { Timeline } from '../../shared/timeline'
import { isLong } from '../stores'
import { analyse, findingsOf, problemIn, send, settledResults, templatesOf } from './client'
import { failedBuild, rareMessages, shopLog } from './logs'
import { startServer, type TestServer } from './testServer'

const LOG = shopLog(isLong ? 6_000_000 : 3_000_000, 5)
const TEXT = LOG.split('\n')

describe('I2 through the server', () => {
  test('I2 findings and templates are the same for any chunk size and number of workers', async () => {
    let first: Awaited<ReturnType<typeof settledResults>> | null = null
    for (const [chunkSize, workers] of [['1MiB', '1'], ['64KiB', '8'], ...isLong ? [['64KiB', '2'], ['4MiB', '8'], ['1MiB', '2']] : []]) {
      const server = await startServer({ CHUNK_SIZE: chunkSize, WORKERS: workers, TZ: workers === '8' ? 'Pacific/Chatham' : 'UTC' })
      try {
        const job = await analyse(server, LOG)
        expect(job.status).toBe('completed')
        const results = await settledResults(server, job.job_id)
        first ??= results
        expect(results.findings.length).toBeGreaterThan(5)
        expect(results).toEqual(first)
      }
      finally {
        await server.dispose()
      }
    }
  })
})

describe('results', () => {
  let server: TestServer
  let job: StatusResult
  let all: AnomalyResult[]
  const get = (path: string) => send(`${server.url}/api/v2/results/${job.job_id}${path}`, 'GET', {})
  beforeAll(async () => {
    server = await startServer({ CHUNK_SIZE: '64KiB' })
    job = await analyse(server, LOG)
    all = await findingsOf(server, job.job_id)
  })
  afterAll(() => server.dispose())

  test('pages by score and by line hold each finding once', async () => {
    expect(all.length).toBe(job.anomalies_found)
    for (const [sort, order] of [['score', (a: AnomalyResult, b: AnomalyResult) => b.anomaly_score - a.anomaly_score || a.line_number - b.line_number], ['line', (a: AnomalyResult, b: AnomalyResult) => a.line_number - b.line_number]] as const) {
      const rows: AnomalyResult[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: ResultsPage = ResultsPage.parse(JSON.parse((await get(`?sort=${sort}&folded=show&limit=3${cursor && `&cursor=${cursor}`}`)).body))
        expect(page).toMatchObject({ settled: true, total: all.length })
        rows.push(...page.anomalies)
        cursor = page.next_cursor
      }
      expect(rows).toEqual(all.toSorted(order))
    }
    const middle = all.map(finding => finding.anomaly_score).sort()[Math.floor(all.length / 2)] ?? 0
    const strong = ResultsPage.parse(JSON.parse((await get(`?min_score=${middle}&folded=show&limit=1000`)).body))
    expect(strong.total).toBe(all.filter(finding => finding.anomaly_score >= middle).length)
  })

  test('tells findings under others: left out of the list, counted, and reached by the line of their row', async () => {
    const many = await analyse(server, rareMessages(70))
    const read = async (query: string) => {
      const { body } = await send(`${server.url}/api/v2/results/${many.job_id}${query}`, 'GET', {})
      return ResultsPage.parse(JSON.parse(body))
    }
    const list = await read('?limit=1000')
    const row = list.anomalies.at(-1)
    expect(many.anomalies_found).toBe(70)
    expect([list.total, list.anomalies.length, row?.folded]).toEqual([12, 12, 58])
    const under = await read(`?limit=1000&folded_into=${row?.line_number}`)
    expect(under.total).toBe(58)
    expect(under.anomalies.every(({ folded_into: line, anomaly_score: score }) => line === row?.line_number && score <= (row?.anomaly_score ?? 0))).toBe(true)
    expect((await read('?limit=1000&folded=show')).total).toBe(70)
    const [found] = under.anomalies
    const words = found?.log_entry.split('FATAL ')[1] ?? ''
    expect((await read(`?q=${encodeURIComponent(words)}`)).anomalies).toEqual([found])
    expect((await read(`?from_line=${found?.line_number}&sort=line`)).anomalies.length).toBeLessThanOrEqual(12)
    for (const [format, heads] of [['ndjson', 0], ['csv', 1]] as const) {
      for (const [folded, rows] of [['hide', 12], ['show', 70]] as const) {
        const { body } = await send(`${server.url}/api/v2/results/${many.job_id}?format=${format}&folded=${folded}`, 'GET', {})
        expect(body.trimEnd().split('\n')).toHaveLength(rows + heads)
      }
    }
    for (const [language, more] of [['en', 'and 58 more'], ['es', 'y 58 más']]) {
      const { body } = await send(`${server.url}/api/v2/results/${many.job_id}/report?language=${language}`, 'GET', {})
      expect(body).toContain(`<summary>${more}</summary>`)
      expect(body).toContain(words)
    }
    expect((await send(`${server.url}/api/v2/results/${many.job_id}?folded_into=0`, 'GET', {})).status).toBe(400)
  })

  test('a report says what broke before all else, as a page and as text, unless only some findings are asked for', async () => {
    const failed = await analyse(server, failedBuild())
    const read = (query: string) => send(`${server.url}/api/v2/results/${failed.job_id}/report${query}`, 'GET', {})
    const text = await read('?format=text')
    expect(text.headers['content-type']).toBe('text/plain; charset=utf-8')
    const said = /What broke\n((?:.*\n)*?)\n/.exec(text.body)?.[1]
    expect(said).toMatch(/^ {2} *300 {2}compiling .*\n> 301 {2}till\.c:12:4: error: drawer undeclared\n {2}302 {2}compiling /)
    expect(said).toContain('in the step “$ make all”')
    const page = await read('?language=es')
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.body.indexOf('Qué se rompió')).toBeGreaterThan(0)
    expect(page.body.indexOf('Qué se rompió')).toBeLessThan(page.body.indexOf('<details open>'))
    expect((await read('?format=text&severity=info')).body).not.toContain('What broke')
    expect((await read('?format=pdf')).status).toBe(400)
  })

  test('filters: in pages, whole, and refused where malformed', async () => {
    const [odd] = all.toSorted((a, b) => b.anomaly_score - a.anomaly_score)
    if (!odd?.timestamp) throw new Error('the sample has times')
    const queries = [
      `q=${encodeURIComponent(odd.log_entry.slice(5, 25).toUpperCase())}`, `template=${odd.template_id}`, `severity=${odd.severity}`, `severity=error,fatal,critical`, `signal=${odd.signals[0]?.kind}`,
      `from=${odd.timestamp}`, `to=${odd.timestamp}`, `from_line=${odd.line_number}&to_line=${odd.line_number}`, `min_score=0.6&to_line=${odd.line_number}`,
    ]
    for (const query of queries) {
      const wanted = all.filter(findingMatcher(FindingFilterQuery.parse(Object.fromEntries(new URLSearchParams(query)))))
      const page = ResultsPage.parse(JSON.parse((await get(`?sort=line&folded=show&limit=1000&${query}`)).body))
      expect(page.anomalies, query).toEqual(wanted)
      expect(page.total, query).toBe(wanted.length)
      const lines = (await get(`?sort=line&format=ndjson&folded=show&${query}`)).body.split('\n').filter(Boolean)
      expect(lines.map(line => AnomalyResult.parse(JSON.parse(line))), query).toEqual(wanted)
    }
    for (const query of ['severity=loud', 'signal=x', 'from=yesterday', 'to_line=0']) expect((await get(`?${query}`)).status, query).toBe(400)
  })

  test('whole as NDJSON and as CSV', async () => {
    const ndjson = (await get('?format=ndjson&sort=line&folded=show')).body.trimEnd().split('\n').map(line => AnomalyResult.parse(JSON.parse(line)))
    expect(ndjson).toEqual(all)
    const csv = await get('?format=csv&sort=line&folded=show')
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.body.split('\r\n')[0]).toMatch(/^line_number,/)
    for (const finding of all) expect(csv.body).toContain(`${finding.line_number},`)
  })

  test('templates add up to the lines', async () => {
    const templates = await templatesOf(server, job.job_id)
    expect(templates.reduce((sum, template) => sum + template.count, 0)).toBe(job.lines)
  })

  test('the timeline covers every line, by time and by line', async () => {
    for (const by of ['time', 'line'] as const) {
      const timeline = Timeline.parse(JSON.parse((await get(`/timeline?by=${by}`)).body))
      expect(timeline).toMatchObject({ by, settled: true })
      expect(timeline.buckets.reduce((sum, bucket) => sum + bucket.lines, timeline.untimed_lines)).toBe(job.lines)
      expect(timeline.buckets.length).toBeLessThanOrEqual(241)
      expect(timeline.buckets.slice(1).every((bucket, i) => bucket.from === timeline.buckets[i]?.to)).toBe(true)
      for (const { timestamp, line_number: line } of all) {
        const position = by === 'line' ? line : timestamp ?? ''
        expect(timeline.buckets.find(bucket => bucket.from <= position && position < bucket.to)?.anomalies, `${by} ${position}`).toBeGreaterThan(0)
      }
      expect(JSON.parse((await get(`/timeline?by=${by}`)).body)).toEqual(timeline)
    }
    expect((await get('/timeline?by=size')).status).toBe(400)
  })

  test('parts of the log are compared, by time and by line', async () => {
    const from = { time: [job.first_time ?? '', new Date(Date.parse(job.last_time ?? '') + 1).toISOString()], line: [1, job.lines + 1] }
    for (const [first, last] of [from.time, from.line]) {
      const whole = PartsComparison.parse(JSON.parse((await get(`/parts?usual_from=${first}&usual_to=${last}&from=${first}&to=${last}`)).body))
      expect(whole).toMatchObject({ usual: { lines: job.lines }, part: { lines: job.lines }, known_share: 1, added: { total: 0 }, gone: { total: 0 }, changed: { total: 0 } })
    }
    const half = Math.floor(job.lines / 2)
    const halves = PartsComparison.parse(JSON.parse((await get(`/parts?usual_from=1&usual_to=${half + 1}&from=${half + 1}&to=${job.lines + 1}`)).body))
    expect(halves.usual.lines + halves.part.lines).toBe(job.lines)
    const templates = new Map((await templatesOf(server, job.job_id)).map(template => [template.template_id, template]))
    expect(halves.added.total).toBeGreaterThan(0)
    for (const { template_id: id, template, count, first_line: line } of halves.added.templates) expect(templates.get(id)).toMatchObject({ template, count, first_line: line })
    expect(problemIn(await get('/parts?usual_from=1&usual_to=9&from=9&to=9'))).toMatchObject({ status: 400, detail: expect.stringContaining('"to"') })
    expect(problemIn(await get(`/parts?usual_from=1&usual_to=9&from=${from.time[0]}&to=${from.time[1]}`))).toMatchObject({ status: 400, detail: expect.stringContaining('line numbers') })
  })

  test('values that only a part of the log has are told, with their first line', async () => {
    const half = Math.floor(job.lines / 2)
    const valuesOf = async (query: string) => PartsValues.parse(JSON.parse((await get(`/parts/values?${query}`)).body))
    expect(await valuesOf(`usual_from=1&usual_to=${job.lines + 1}&from=1&to=${job.lines + 1}`)).toEqual({ total: 0, values: [] })
    const byLine = await valuesOf(`usual_from=1&usual_to=${half + 1}&from=${half + 1}&to=${job.lines + 1}`)
    expect(byLine.total).toBeGreaterThan(0)
    for (const { first_line: line, signal: { detail: { value } } } of byLine.values) {
      expect(line).toBeGreaterThan(half)
      expect(TEXT[line - 1]).toContain(String(value))
    }
    const [first, last] = [job.first_time ?? '', new Date(Date.parse(job.last_time ?? '') + 1).toISOString()]
    const middle = new Date((Date.parse(first) + Date.parse(last)) / 2).toISOString()
    expect((await valuesOf(`usual_from=${first}&usual_to=${middle}&from=${middle}&to=${last}`)).total).toBeGreaterThan(0)
    expect(problemIn(await get('/parts/values?usual_from=1&usual_to=9&from=9&to=9'))).toMatchObject({ status: 400 })
  })

  test('searches all lines, by text and by regular expression, up to a limit', async () => {
    const search = async (query: string) => (await get(`/search?${query}`)).body.trimEnd().split('\n').map(line => SearchEvent.parse(JSON.parse(line)))
    const wanted = TEXT.flatMap((text, i) => text.includes('warehouse') ? [i + 1] : [])
    for (const query of ['q=WAREHOUSE', 'q=ware%5Bh%5Douse&regex=true&case=true']) {
      const events = await search(`${query}&limit=10000`)
      expect(events.flatMap(event => event.type === 'hit' ? [event.line_number] : []), query).toEqual(wanted.slice(0, 10_000))
      for (const event of events) if (event.type === 'hit') expect(event.text).toBe(TEXT[event.line_number - 1])
    }
    const some = await search(`q=warehouse&limit=3&from_line=${wanted[2]}`)
    expect(some.flatMap(event => event.type === 'hit' ? [event.line_number] : [])).toEqual(wanted.slice(2, 5))
    expect(some.at(-1)).toEqual({ type: 'end', hits: 3, next_line: (wanted[4] ?? 0) + 1 })
    expect((await search('q=no%20such%20words%20anywhere')).at(-1)).toEqual({ type: 'end', hits: 0, next_line: null })
    expect(problemIn(await get('/search?q=(&regex=true')).title).toBe('Malformed regular expression')
    expect((await get('/search?q=')).status).toBe(400)
  })

  test('context lines, over the edges of chunks too', async () => {
    for (const around of [1, 2, 700, 701, 5000, job.lines]) {
      const page = LinesPage.parse(JSON.parse((await get(`/lines?around=${around}&before=400&after=400`)).body))
      expect(page.lines.map(line => line.line_number)).toEqual(Array.from({ length: Math.min(job.lines, around + 400) - Math.max(1, around - 400) + 1 }, (_, i) => Math.max(1, around - 400) + i))
      for (const line of page.lines) expect(line.text).toBe(TEXT[line.line_number - 1])
    }
    const finding = all[0]
    const page = LinesPage.parse(JSON.parse((await get(`/lines?around=${finding?.line_number}`)).body))
    expect(page.lines.find(line => line.line_number === finding?.line_number)).toMatchObject({ is_anomaly: true, template_id: finding?.template_id })
  })

  test('the sample is served, and its incidents are found', async () => {
    const sample = await send(`${server.url}/api/v2/sample`, 'GET', {})
    expect(sample.headers['content-type']).toContain('text/plain')
    expect(sample.body.length).toBeGreaterThan(1_500_000)
    const tried = await analyse(server, sample.body)
    expect(tried.anomalies_found).toBeGreaterThan(3)
  })
})
