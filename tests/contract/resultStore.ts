import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AnomalyResult } from '#shared/anomaly'
import { findingMatcher } from '#shared/findingFilter'
import type { FindingFilter } from '#shared/findingFilter'
import type { TemplateResult } from '#shared/results'
import type { DocumentName, FindingsQuery, ResultStore } from '../../server/ports/resultStore'
import { finding, numbers } from './given'

type Row = { chunkNumber: number, finding: AnomalyResult }

/** @param scale how many findings, and how long two pages of them may take: not a benchmark, reading all would take longer. */
export function resultStoreContract(open: () => Promise<ResultStore>, scale = { findings: 200_000, pagesMs: 1000 }): void {
  describe('ResultStore', () => {
    let results: ResultStore
    let jobId: string
    beforeEach(async () => {
      results = await open()
      jobId = randomUUID()
    })

    it('answers', async () => {
      expect(await results.isReady()).toBe(true)
    })

    it('keeps a document under its kind, chunk and attempt', async () => {
      const name = { jobId, kind: 'summary', chunkNumber: 3, attempt: 2 } as const
      await results.put(name, new Uint8Array([1, 2, 3]))
      await results.put({ ...name, chunkNumber: -1, kind: 'model' }, new Uint8Array([4]))
      expect(await results.get(name)).toEqual(new Uint8Array([1, 2, 3]))
      expect(await results.get({ ...name, chunkNumber: -1, kind: 'model' })).toEqual(new Uint8Array([4]))
      for (const other of [{ attempt: 1 }, { chunkNumber: 4 }, { kind: 'columns' as const }, { jobId: randomUUID() }]) {
        expect(await results.get({ ...name, ...other })).toBeNull()
      }
    })

    it('replaces a document of the same name, also by a shorter one', async () => {
      const name = { jobId, kind: 'columns', chunkNumber: 0, attempt: 1 } as const
      await results.put(name, new Uint8Array(5000))
      await results.put(name, new Uint8Array([7]))
      const data = await results.get(name)
      expect(data).toEqual(new Uint8Array([7]))
      expect(data?.buffer.byteLength).toBe(1)
    })

    it('gives who reads while a document is replaced the one or the other', async () => {
      for (const [kind, chunkNumber] of [['model', -1], ['candidates', 0]] as const) {
        const name = { jobId, kind, chunkNumber, attempt: 1 }
        const data = new Uint8Array(300_000).fill(7)
        await results.put(name, data)
        for (let i = 0; i < 5; i++) {
          const replaced = results.put(name, data)
          const read = await Promise.all(Array.from({ length: 5 }, () => results.get(name)))
          await replaced
          expect(read.map(each => each?.length)).toEqual(Array.from(read, () => data.length))
        }
      }
    })

    it('takes an empty document and one of 32 MiB', async () => {
      await results.put({ jobId, kind: 'provisional', chunkNumber: 0, attempt: 1 }, new Uint8Array(0))
      expect(await results.get({ jobId, kind: 'provisional', chunkNumber: 0, attempt: 1 })).toEqual(new Uint8Array(0))
      const model = new Uint8Array(32 * 2 ** 20).map((_, index) => index * 31)
      await results.put({ jobId, kind: 'model', chunkNumber: -1, attempt: 1 }, model)
      expect(Buffer.compare(await results.get({ jobId, kind: 'model', chunkNumber: -1, attempt: 1 }) ?? new Uint8Array(), model)).toBe(0)
    })

    it('names the documents of a job, each once', async () => {
      const names = [['summary', 0, 1], ['columns', 0, 1], ['summary', 0, 2], ['model', -1, 1]] as const
      for (const [kind, chunkNumber, attempt] of names) await results.put({ jobId, kind, chunkNumber, attempt }, new Uint8Array(kind === 'model' ? 9 * 2 ** 20 : 3))
      await results.put({ jobId: randomUUID(), kind: 'summary', chunkNumber: 0, attempt: 1 }, new Uint8Array(3))
      await results.putFindings(jobId, 1, inBatches(rowsOf([0.5]), 1))
      const found: DocumentName[] = []
      for await (const name of results.documents(jobId)) found.push(name)
      expect(found).toHaveLength(names.length)
      expect(found).toEqual(expect.arrayContaining(names.map(([kind, chunkNumber, attempt]) => ({ jobId, kind, chunkNumber, attempt }))))
    })

    it('removes the documents of one attempt', async () => {
      for (const attempt of [1, 2]) {
        for (const kind of ['summary', 'columns', 'candidates'] as const) await results.put({ jobId, kind, chunkNumber: 0, attempt }, new Uint8Array([attempt]))
      }
      await results.removeAttempt(jobId, 0, 1, ['summary', 'columns', 'provisional'])
      expect(await results.get({ jobId, kind: 'summary', chunkNumber: 0, attempt: 1 })).toBeNull()
      expect(await results.get({ jobId, kind: 'candidates', chunkNumber: 0, attempt: 1 })).not.toBeNull()
      expect(await results.get({ jobId, kind: 'summary', chunkNumber: 0, attempt: 2 })).not.toBeNull()
    })

    it('removes findings and templates with the decisions of their attempt', async () => {
      for (const attempt of [1, 2]) {
        await results.putFindings(jobId, attempt, inBatches(rowsOf([0.5]), 1))
        await results.putTemplates(jobId, attempt, [template(0)])
      }
      await results.removeAttempt(jobId, -1, 1, ['decisions'])
      expect((await results.findings(jobId, 1, { sort: 'line', limit: 10 })).total).toBe(0)
      expect((await results.templates(jobId, 1, 0, 10)).total).toBe(0)
      expect((await results.findings(jobId, 2, { sort: 'line', limit: 10 })).total).toBe(1)
      expect((await results.templates(jobId, 2, 0, 10)).total).toBe(1)
    })

    it('has no findings where none were put', async () => {
      const none = { findings: [], total: 0, next: null }
      for (const sort of ['score', 'line'] as const) {
        expect(await results.findings(jobId, 1, { sort, limit: 10 })).toEqual(none)
        expect(await results.findings(jobId, 1, { sort, limit: 10, minScore: 0.5, chunkNumber: 1 })).toEqual(none)
      }
      await results.putFindings(jobId, 1, inBatches([], 5))
      expect(await results.findings(jobId, 1, { sort: 'score', limit: 10 })).toEqual(none)
    })

    it('gives findings back as they were', async () => {
      const odd = { ...finding(1, 0.75, 'a "quoted"\tline \u0000 \u2028 日本 😀'), timestamp: '2026-01-02T03:04:05.678Z', occurrences: 9, last_line: 99 }
      await results.putFindings(jobId, 1, inBatches([{ chunkNumber: 0, finding: odd }], 1))
      expect((await results.findings(jobId, 1, { sort: 'score', limit: 1 })).findings).toEqual([odd])
    })

    // Scores with ties, in six chunks of unequal size, one of them without findings.
    const scores = numbers(0, 101).map(index => ((index * 37) % 11) / 10)
    const chunkOf = (index: number) => [0, 0, 1, 1, 1, 3, 3, 4, 5, 5, 5][Math.floor(index / 10)]

    describe.each(['score', 'line'] as const)('sorted by %s', (sort) => {
      const cases: Partial<FindingsQuery>[] = [{}, { minScore: 0.4 }, { minScore: 0 }, { minScore: 1 }, { chunkNumber: 1 }, { chunkNumber: 2 }, { chunkNumber: 5, minScore: 0.7 }]
      it.each(cases)('pages through %o, each once and in order', async (filter) => {
        const rows = rowsOf(scores, chunkOf)
        await results.putFindings(jobId, 1, inBatches(rows, 7))
        const matching = rows
          .filter(row => row.finding.anomaly_score >= (filter.minScore ?? 0) && row.chunkNumber === (filter.chunkNumber ?? row.chunkNumber))
          .map(row => row.finding)
        if (sort === 'score') matching.sort((a, b) => b.anomaly_score - a.anomaly_score || a.line_number - b.line_number)
        const seen: AnomalyResult[] = []
        let after: number | undefined
        do {
          const page = await results.findings(jobId, 1, { sort, limit: 8, after, ...filter })
          expect(page.total).toBe(matching.length)
          expect(page.findings.length).toBeLessThanOrEqual(8)
          seen.push(...page.findings)
          after = page.next ?? undefined
        } while (after !== undefined)
        expect(seen).toEqual(matching)
        expect(await results.findings(jobId, 1, { sort, limit: 8, after: 1000, ...filter })).toEqual({ findings: [], total: matching.length, next: null })
      })
    })

    const filters: FindingFilter[] = [
      { q: 'LINE 1' }, { q: 'nowhere' }, { q: '„ODD“', from_line: 20 }, { from_line: 11, to_line: 40 }, { template: 'none' }, { severity: ['error', 'info'] },
      { signal: ['burst'] }, { signal: ['rare_template'] }, { from: '2026-01-01T00:00:10Z', to: '2026-01-01T01:00:40+01:00' }, { min_score: 0.5, to_line: 100 },
    ]
    it.each(filters)('picks what matches %o, in pages', async (where) => {
      const rows = rowsOf(scores).map(({ chunkNumber, finding }, index) => ({ chunkNumber, finding: {
        ...finding, severity: ([null, 'error', 'debug'] as const)[index % 3], timestamp: index % 4 === 0 ? null : new Date(Date.UTC(2026, 0, 1, 0, 0, index)).toISOString(),
      } }))
      await results.putFindings(jobId, 1, inBatches(rows, 7))
      const matching = rows.map(row => row.finding).filter(findingMatcher(where))
      const first = await results.findings(jobId, 1, { sort: 'line', limit: 5, minScore: where.min_score, where })
      expect(first.findings).toEqual(matching.slice(0, 5))
      expect(first.total).toBe(matching.length)
      const second = first.next === null ? null : await results.findings(jobId, 1, { sort: 'line', limit: 500, after: first.next, minScore: where.min_score, where })
      expect(second?.findings ?? []).toEqual(matching.slice(5))
      expect(second?.next ?? null).toBeNull()
    })

    describe.each(['score', 'line'] as const)('rows of the list, sorted by %s', (sort) => {
      // three under a row of another chunk, two under one, one that is alone
      const row = (line: number, score: number, foldedInto: number | null, folded = 0) => ({ chunkNumber: Math.floor(line / 5), finding: { ...finding(line, score, `line ${line}`), folded_into: foldedInto, folded, severity: line % 2 === 0 ? 'error' as const : null } })
      const rows = [row(1, 0.4, 6), row(2, 0.9, null, 2), row(3, 0.5, 2), row(4, 0.3, 2), row(5, 0.7, null), row(6, 0.6, null, 3), row(7, 0.5, 6), row(8, 0.5, 6)]
      const ordered = (lines: number[]) => rows.map(({ finding }) => finding).filter(({ line_number: line }) => lines.includes(line))
        .sort((a, b) => sort === 'score' ? b.anomaly_score - a.anomaly_score || a.line_number - b.line_number : 0)
      const cases: [Partial<FindingsQuery>, number[]][] = [
        [{}, [2, 5, 6]],
        [{ minScore: 0.65 }, [2, 5]],
        [{ chunkNumber: 1 }, [5, 6]],
        // where the row itself is not picked, the best that is stands for it
        [{ where: { severity: ['error'] } }, [2, 6]],
        [{ where: { from_line: 3, to_line: 5 } }, [3, 5]],
        [{ where: { from_line: 7 } }, [7]],
        [{ where: { q: 'line 8' } }, [8]],
        [{ where: { folded_into: 6 }, rowsOnly: false }, [1, 7, 8]],
        [{ rowsOnly: false }, [1, 2, 3, 4, 5, 6, 7, 8]],
      ]
      it.each(cases)('%o are %o', async (query, lines) => {
        await results.putFindings(jobId, 1, inBatches(rows, 3))
        const first = await results.findings(jobId, 1, { sort, limit: 1, rowsOnly: true, ...query })
        const others = first.next === null ? null : await results.findings(jobId, 1, { sort, limit: 50, after: first.next, rowsOnly: true, ...query })
        expect([...first.findings, ...others?.findings ?? []]).toEqual(ordered(lines))
        expect([first.total, others?.total ?? first.total]).toEqual([lines.length, lines.length])
      })
    })

    it('leaves nothing readable as whole when the iteration fails, and takes it again', async () => {
      await expect(results.putFindings(jobId, 1, failing())).rejects.toThrow('went wrong')
      await results.putFindings(jobId, 1, inBatches(rowsOf([0.1, 0.2]), 1))
      expect((await results.findings(jobId, 1, { sort: 'line', limit: 10 })).findings).toEqual(rowsOf([0.1, 0.2]).map(row => row.finding))
    })

    it(`keeps ${scale.findings} findings, and a page of them is quick`, async () => {
      await results.putFindings(jobId, 1, many(scale.findings))
      const startMs = performance.now()
      const top = await results.findings(jobId, 1, { sort: 'score', limit: 100 })
      const deep = await results.findings(jobId, 1, { sort: 'line', limit: 100, minScore: 0.5, after: 0.45 * scale.findings })
      expect(top.total).toBe(scale.findings)
      expect(top.findings[0]?.anomaly_score).toBe(0.999)
      expect(deep.total).toBe(scale.findings / 2)
      expect(deep.findings).toHaveLength(100)
      expect(performance.now() - startMs).toBeLessThan(scale.pagesMs)
    })

    it('keeps templates in the order given', async () => {
      const templates = numbers(0, 25).map(template)
      await results.putTemplates(jobId, 2, templates)
      const first = await results.templates(jobId, 2, 0, 10)
      expect(first).toEqual({ templates: templates.slice(0, 10), total: 25, next: 10 })
      expect(await results.templates(jobId, 2, 20, 10)).toEqual({ templates: templates.slice(20), total: 25, next: null })
      expect(await results.templates(jobId, 2, 30, 10)).toEqual({ templates: [], total: 25, next: null })
      expect(await results.templates(jobId, 1, 0, 10)).toEqual({ templates: [], total: 0, next: null })
      await results.putTemplates(jobId, 3, [])
      expect(await results.templates(jobId, 3, 0, 10)).toEqual({ templates: [], total: 0, next: null })
    })

    it('removes a job, and only that', async () => {
      const other = randomUUID()
      for (const id of [jobId, other]) await results.put({ jobId: id, kind: 'summary', chunkNumber: 0, attempt: 1 }, new Uint8Array([1]))
      await results.putFindings(jobId, 1, inBatches(rowsOf([0.5]), 1))
      expect(await results.jobIds()).toEqual(expect.arrayContaining([jobId, other]))
      await results.removeJob(jobId)
      await results.removeJob(jobId)
      expect(await results.jobIds()).not.toContain(jobId)
      expect(await results.jobIds()).toContain(other)
      expect((await results.findings(jobId, 1, { sort: 'line', limit: 10 })).total).toBe(0)
    })

    it('refuses what is no id', async () => {
      await expect(Promise.resolve().then(() => results.get({ jobId: '../x', kind: 'summary', chunkNumber: 0, attempt: 1 }))).rejects.toThrow()
    })
  })
}

function rowsOf(scores: number[], chunkOf: (index: number) => number = () => 0): Row[] {
  return scores.map((score, index) => ({ chunkNumber: chunkOf(index), finding: finding(index * 2 + 1, score) }))
}

async function* inBatches(rows: Row[], size: number): AsyncGenerator<Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}

async function* failing(): AsyncGenerator<Row[]> {
  yield rowsOf([0.9, 0.8, 0.7])
  throw new Error('went wrong')
}

async function* many(count: number): AsyncGenerator<Row[]> {
  for (let from = 0; from < count; from += 1000) {
    yield numbers(from, from + 1000).map(index => ({ chunkNumber: Math.floor(index / 5000), finding: finding(index + 1, ((index * 7919) % 1000) / 1000) }))
  }
}

function template(number: number): TemplateResult {
  return { template_id: `t${number}`, template: `word <*> ${number}`, count: 100 - number, first_line: number + 1, last_line: number + 50, samples: [number + 1], is_stable: true, over_time: [1, 0, 2], parameters: [{ name: 'word', values: [{ value: 'ä <b>', count: 2 }], distinct: 1, range: null }] }
}
