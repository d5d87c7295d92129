import type { z } from 'zod'
import type { TemplatesPage, TemplatesQuery } from '#shared/results'
import type { Backends } from '../../ports/backends'
import { WHOLE_JOB } from '../../ports/stepStore'
import { BadCursor, JobUnknown } from '../errors'

/** A page of the job's templates; none before it has settled. @throws JobUnknown, BadCursor */
export async function readTemplates(backends: Backends, jobId: string, { limit, cursor }: z.infer<typeof TemplatesQuery>): Promise<TemplatesPage> {
  if (!await backends.jobs.find(jobId)) throw new JobUnknown()
  if (cursor !== undefined && !/^\d{1,12}$/.test(cursor)) throw new BadCursor({ code: 'bad_cursor', args: {} })
  const settled = await backends.steps.find(jobId, WHOLE_JOB, 'finish')
  if (!settled) return { total: 0, templates: [], next_cursor: null }
  const { templates, total, next } = await backends.results.templates(jobId, settled.attempt, Number(cursor ?? 0), limit)
  return { total, templates, next_cursor: next === null ? null : String(next) }
}
