import { describe, expect, it } from 'vitest'
import { committedSteps, kindsOf, phaseOf, stepsOf } from '../../../../server/jobs/documents'
import type { Backends } from '../../../../server/ports/backends'
import { DOCUMENT_KINDS } from '../../../../server/ports/resultStore'
import { WHOLE_JOB } from '../../../../server/ports/stepStore'

/** Backends whose job has committed steps of these chunks, and the calls that read them. */
function withSteps(numbers: number[]) {
  const asked: number[] = []
  const list = async (_job: string, _phase: string, from: number, limit: number) => {
    asked.push(from)
    return numbers.filter(number => number >= from).slice(0, limit).map(chunkNumber => ({ chunkNumber }))
  }
  return { backends: { steps: { list } } as unknown as Backends, asked }
}

async function pagesOf(pages: AsyncGenerator<{ chunkNumber: number }[]>) {
  const read: number[][] = []
  for await (const page of pages) read.push(page.map(({ chunkNumber }) => chunkNumber))
  return read
}

describe('committedSteps', () => {
  it('pages until a page is short', async () => {
    const { backends, asked } = withSteps([WHOLE_JOB, 0, 1, 5, 6, 9])
    expect(await pagesOf(committedSteps(backends, 'job', 'learn', 2))).toEqual([[0, 1], [5, 6], [9]])
    expect(asked).toEqual([0, 2, 7])
  })

  it('gives no empty page, where the last was full or there is nothing', async () => {
    expect(await pagesOf(committedSteps(withSteps([0, 1]).backends, 'job', 'learn', 2))).toEqual([[0, 1]])
    expect(await pagesOf(committedSteps(withSteps([WHOLE_JOB]).backends, 'job', 'learn', 2))).toEqual([])
  })
})

it('stepsOf begins with the step of the whole job where it is asked to', async () => {
  expect(await pagesOf(stepsOf(withSteps([WHOLE_JOB, 0, 1]).backends, 'job', 'settle', WHOLE_JOB, 2))).toEqual([[WHOLE_JOB, 0], [1]])
})

it('each kind of document belongs to one phase at most', () => {
  const phases = ['learn', 'settle', 'score', 'finish'] as const
  const owned = phases.flatMap(phase => kindsOf(phase))
  expect(new Set(owned).size).toBe(owned.length)
  expect(DOCUMENT_KINDS.filter(kind => !owned.includes(kind))).toEqual(['baseline', 'steps'])
  for (const phase of phases) for (const kind of kindsOf(phase)) expect(phaseOf(kind)).toBe(phase)
})
