import { z } from 'zod'
import { AnomalyResult } from './anomaly'
import { JobStatus } from './job'
import { Note } from './note'

export const STREAM_EVENTS = ['chunk', 'progress', 'complete', 'failed', 'cancelled'] as const
export const StreamEvent = z.enum(STREAM_EVENTS)
export type StreamEvent = z.infer<typeof StreamEvent>

/**
 * The data of every event of a job's stream. A `chunk` replaces what an earlier one with the same `chunk_number` and a
 * lower `revision` said; one with more than 500 findings comes in `parts`.
 */
export const StreamResult = z.object({
  /** From 0; the last chunk's number in events that end the stream, -1 where the job has none. */
  chunk_number: z.number().int().min(-1),
  anomalies: z.array(AnomalyResult),
  progress: z.number().min(0).max(1),
  /** True in the last event only. */
  is_complete: z.boolean(),
  /** 1 provisional, 2 settled, 0 in events that carry no findings. */
  revision: z.number().int().nonnegative(),
  settled: z.boolean(),
  part: z.number().int().positive(),
  parts: z.number().int().positive(),
  /** State of the job when the event was written. */
  status: JobStatus,
  /** A sentence in events that end the stream. */
  message: z.string().nullable(),
  /** The same by code, with its arguments. */
  note: Note.nullable(),
})
export type StreamResult = z.infer<typeof StreamResult>

/** `last_event_id` says where a listener was that opens a stream anew and cannot set a header; the header `Last-Event-ID` goes before it. */
export const StreamQuery = z.object({ last_event_id: z.string().max(200).optional() })

/** The same as one line of `application/x-ndjson`. */
export const StreamLine = StreamResult.extend({ type: StreamEvent, id: z.string().nullable() })
export type StreamLine = z.infer<typeof StreamLine>
