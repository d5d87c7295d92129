import { defineEventHandler, getQuery, getRouterParam, type EventHandler, type H3Event } from 'h3'
import type { z } from 'zod'
import { JobId } from '#shared/job'
import { capture } from './capture'
import { drainRequest } from './drainRequest'
import { BadRequest, NotFound } from './errors'
import { faultOf } from './faultOf'
import { problemOf, sendProblem } from './problem'

/** A route of the API: what it throws is answered as a problem, also while the client is still sending. */
export function apiRoute<T>(answer: (event: H3Event) => Promise<T> | T): EventHandler {
  return defineEventHandler(async (event) => {
    try {
      return await answer(event)
    }
    catch (error) {
      const problem = problemOf(error)
      if (problem.status === 500) capture(event, error)
      drainRequest(event.node.req)
      if (!event.node.res.headersSent) return sendProblem(event, problem)
      event.node.res.destroy() // so that what came is not taken for the whole
      return undefined
    }
  })
}

/** The query, parsed. @throws BadRequest that names the parameter. */
export function queryOf<S extends z.ZodType>(event: H3Event, schema: S): z.output<S> {
  const parsed = schema.safeParse(getQuery(event))
  if (parsed.success) return parsed.data
  throw new BadRequest({ code: 'bad_query', args: faultOf(parsed.error) })
}

/** The job's id from the path, in lower case. @throws NotFound if it is none. */
export function jobIdOf(event: H3Event): string {
  const parsed = JobId.safeParse(getRouterParam(event, 'job_id'))
  if (!parsed.success) throw new NotFound({ code: 'no_job_id', args: {} })
  return parsed.data.toLowerCase()
}
