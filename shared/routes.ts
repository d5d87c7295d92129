import { z } from 'zod'
import { Comparison, LogsComparison, LogsQuery, PartsComparison, PartsQuery, PartsValues } from './comparison'
import { Live, Ready } from './health'
import { CancelResult, JobsPage, JobsQuery, ProcessAccepted, ProcessFileQuery, ProcessQuery, StatusResult } from './job'
import { LinesPage, LinesQuery, ReportQuery, ResultsPage, ResultsQuery, TemplatesPage, TemplatesQuery } from './results'
import { Mark, MarksImport, MarksPage, NewMark } from './mark'
import { SearchEvent, SearchQuery } from './search'
import { StreamQuery, StreamResult } from './stream'
import { Timeline, TimelineQuery } from './timeline'

/** One route of the API, as the OpenAPI page tells it. Errors are `application/problem+json` everywhere. */
export interface ApiRoute {
  method: 'get' | 'post' | 'put' | 'patch' | 'head' | 'delete' | 'options'
  /** With `{job_id}` where a job's id stands. */
  path: string
  summary: string
  query?: z.ZodObject
  /** What the body is: a form of files, a file itself, or a part of one. */
  takes?: 'form' | 'file' | 'part'
  /** Headers of the request that matter. */
  headers?: Record<string, { description: string, required?: boolean }>
  /** The body, as JSON. */
  body?: z.ZodType
  answer: { status: number, description: string, type?: string, schema?: z.ZodType }
  /** Statuses of errors beside 400 for a malformed query and 404 for an unknown job. */
  errors?: readonly number[]
}

const JSON_TYPE = 'application/json'
const TUS = { 'Tus-Resumable': { description: '1.0.0', required: true } }

export const ROUTES: readonly ApiRoute[] = [
  {
    method: 'post',
    path: '/api/v2/process',
    summary: 'Takes log files in, each as a job of its own unless `together` is set, and analyses them; packed ones are unpacked',
    query: ProcessQuery,
    takes: 'form',
    answer: { status: 202, description: 'The file is complete; the job goes on', type: JSON_TYPE, schema: ProcessAccepted },
    errors: [400, 409, 413, 415, 422, 503, 507],
  },
  {
    method: 'put',
    path: '/api/v2/process',
    summary: 'Takes a log file in as the body, as `curl -T` sends it; `Content-MD5`, `Digest`, `Content-Digest` and `Repr-Digest` are compared',
    query: ProcessFileQuery,
    takes: 'file',
    answer: { status: 202, description: 'The file is complete; the job goes on', type: JSON_TYPE, schema: ProcessAccepted },
    errors: [400, 409, 413, 415, 422, 503, 507],
  },
  {
    method: 'post',
    path: '/api/v2/uploads',
    summary: 'Begins an upload that can be resumed (tus 1.0.0); its job opens at once',
    headers: {
      ...TUS,
      'Upload-Length': { description: 'Bytes of the whole file', required: true },
      'Upload-Metadata': { description: 'filename, job_id, baseline (ids, separated by commas), time_zone, date_order, first_line: each with its value in base64, separated by commas' },
      'Upload-Checksum': { description: 'md5, sha1, sha256 or sha512 of the body, in base64' },
    },
    answer: { status: 201, description: 'The upload is at `Location`' },
    errors: [400, 409, 412, 413, 422, 460, 503, 507],
  },
  {
    method: 'options',
    path: '/api/v2/uploads',
    summary: 'What is spoken of the tus protocol, and the largest file that is taken',
    answer: { status: 204, description: 'In the headers' },
  },
  {
    method: 'head',
    path: '/api/v2/uploads/{job_id}',
    summary: 'How far an upload has come',
    headers: TUS,
    answer: { status: 200, description: '`Upload-Offset` and `Upload-Length`' },
    errors: [409, 410, 412, 413, 422, 503, 507],
  },
  {
    method: 'patch',
    path: '/api/v2/uploads/{job_id}',
    summary: 'Goes on with an upload; the answer to its last part comes when the file is received to its end',
    headers: {
      ...TUS,
      'Upload-Offset': { description: 'Bytes that have come before', required: true },
      'Upload-Checksum': { description: 'md5, sha1, sha256 or sha512 of the body, in base64' },
    },
    takes: 'part',
    answer: { status: 204, description: '`Upload-Offset` says how many bytes have come' },
    errors: [400, 403, 409, 410, 412, 413, 422, 460, 503, 507],
  },
  {
    method: 'delete',
    path: '/api/v2/uploads/{job_id}',
    summary: 'Gives an upload up: its job is cancelled',
    headers: TUS,
    answer: { status: 204, description: 'It is gone' },
    errors: [409, 412],
  },
  {
    method: 'get',
    path: '/api/v2/status/{job_id}',
    summary: 'The state of a job',
    answer: { status: 200, description: 'The state now', type: JSON_TYPE, schema: StatusResult },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/stream',
    summary: 'What is found, as it is found; with `Accept: application/x-ndjson` one object a line. `Last-Event-ID` goes on where a listener was; 204 after the end',
    query: StreamQuery,
    answer: { status: 200, description: 'Events until the job has ended', type: 'text/event-stream', schema: StreamResult },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}',
    summary: 'Findings in pages; as NDJSON, CSV or one JSON list whole',
    query: ResultsQuery,
    answer: { status: 200, description: 'A page of findings', type: JSON_TYPE, schema: ResultsPage },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/templates',
    summary: 'Templates with their counts',
    query: TemplatesQuery,
    answer: { status: 200, description: 'A page of templates', type: JSON_TYPE, schema: TemplatesPage },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/report',
    summary: 'A report in one HTML file that works offline: what broke, the 1,000 oddest findings that match, the timeline, the patterns; as plain text the first two',
    query: ReportQuery,
    answer: { status: 200, description: 'The report', type: 'text/html', schema: z.string() },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/comparison',
    summary: 'How the log compares with the known-good ones it was given: what is known, and what is gone',
    answer: { status: 200, description: 'The comparison, null without one', type: JSON_TYPE, schema: Comparison },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/against',
    summary: 'How the log differs from that of another completed job, or of several taken together, whether or not they were given as `baseline`: templates and values that are new, gone, far more or less frequent',
    query: LogsQuery,
    answer: { status: 200, description: 'The differences', type: JSON_TYPE, schema: LogsComparison },
    errors: [409],
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/parts',
    summary: 'How a part of the log differs from another one that is taken for the usual: templates that are new, gone, far more or less frequent',
    query: PartsQuery,
    answer: { status: 200, description: 'The differences', type: JSON_TYPE, schema: PartsComparison },
    errors: [409],
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/parts/values',
    summary: 'Values and numbers of a part of the log that the same places never hold in the one that is taken for the usual; ends when the client hangs up',
    query: PartsQuery,
    answer: { status: 200, description: 'The values', type: JSON_TYPE, schema: PartsValues },
    errors: [409],
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/timeline',
    summary: 'Lines and odd lines over time, or over line numbers where the log has no times',
    query: TimelineQuery,
    answer: { status: 200, description: 'Buckets over the whole log', type: JSON_TYPE, schema: Timeline },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/search',
    summary: 'Looks through the lines of the log, for a text or a regular expression (RE2); goes on until its limit, the end, or until the client hangs up',
    query: SearchQuery,
    answer: { status: 200, description: 'Hits as they are found, one object a line, then the end', type: 'application/x-ndjson', schema: SearchEvent },
  },
  {
    method: 'get',
    path: '/api/v2/results/{job_id}/lines',
    summary: 'Lines around one, as shown',
    query: LinesQuery,
    answer: { status: 200, description: 'The lines', type: JSON_TYPE, schema: LinesPage },
  },
  {
    method: 'post',
    path: '/api/v2/cancel/{job_id}',
    summary: 'Cancels a job that has not ended',
    answer: { status: 200, description: 'The state after it, and what is kept', type: JSON_TYPE, schema: CancelResult },
    errors: [409],
  },
  {
    method: 'get',
    path: '/api/v2/jobs',
    summary: 'Jobs, newest first',
    query: JobsQuery,
    answer: { status: 200, description: 'A page of jobs', type: JSON_TYPE, schema: JobsPage },
  },
  {
    method: 'delete',
    path: '/api/v2/jobs/{job_id}',
    summary: 'Removes a job and everything that belongs to it',
    answer: { status: 204, description: 'It is gone' },
  },
  {
    method: 'get',
    path: '/api/v2/marks',
    summary: 'What is marked as normal',
    answer: { status: 200, description: 'All marks, oldest first', type: JSON_TYPE, schema: MarksPage },
  },
  {
    method: 'post',
    path: '/api/v2/marks',
    summary: 'Marks a pattern as normal: pages hide its findings where the mark holds',
    body: NewMark,
    answer: { status: 201, description: 'The mark', type: JSON_TYPE, schema: Mark },
    errors: [400, 413],
  },
  {
    method: 'post',
    path: '/api/v2/marks/import',
    summary: 'Adds the marks of a file, as the list of marks gives them; those that are there already, and those of jobs that are not, are passed over',
    body: MarksImport,
    answer: { status: 200, description: 'All marks now, oldest first', type: JSON_TYPE, schema: MarksPage },
    errors: [400, 413],
  },
  {
    method: 'delete',
    path: '/api/v2/marks/{mark_id}',
    summary: 'Takes a mark back',
    answer: { status: 204, description: 'It is gone' },
    errors: [404],
  },
  {
    method: 'get',
    path: '/api/v2/sample',
    summary: 'A sample log with incidents, to try',
    answer: { status: 200, description: 'About 2 MB of log', type: 'text/plain', schema: z.string() },
  },
  {
    method: 'get',
    path: '/api/health/live',
    summary: 'Whether the process answers',
    answer: { status: 200, description: 'It does', type: JSON_TYPE, schema: Live },
  },
  {
    method: 'get',
    path: '/api/health/ready',
    summary: 'Whether the stores answer',
    answer: { status: 200, description: 'They do', type: JSON_TYPE, schema: Ready },
    errors: [503],
  },
  {
    method: 'get',
    path: '/api/health/metrics',
    summary: 'Metrics in Prometheus text format',
    answer: { status: 200, description: 'The metrics', type: 'text/plain', schema: z.string() },
  },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This document',
    answer: { status: 200, description: 'OpenAPI 3.0', type: JSON_TYPE, schema: z.looseObject({}) },
  },
]
