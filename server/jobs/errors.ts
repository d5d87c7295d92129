import { NotedError } from '#wording/notes/errors'

/** No job has this id. */
export class JobUnknown extends NotedError {
  override name = 'JobUnknown'
  constructor() { super({ code: 'no_job', args: {} }) }
}

/** What was asked for does not fit the job's state. */
export class WrongState extends NotedError {
  override name = 'WrongState'
}

/** The job was cancelled or deleted while its file was on the way. */
export class UploadCancelled extends NotedError {
  override name = 'UploadCancelled'
}

/** An upload stopped and did not go on while it could. */
export class UploadUnfinished extends NotedError {
  override name = 'UploadUnfinished'
}

/** The process ends while a file is on the way; it is taken up by the next one. */
export class UploadSuspended extends NotedError {
  override name = 'UploadSuspended'
}

/** Nothing of what was sent can be read, or nothing of it is a log. */
export class NothingReadable extends NotedError {
  override name = 'NothingReadable'
}

/** What was said of how the log is to be read cannot be meant. */
export class BadReading extends NotedError {
  override name = 'BadReading'
}

/** A cursor that this server did not give, or that belongs to another list. */
export class BadCursor extends NotedError {
  override name = 'BadCursor'
}

/** The log has no such line, or it is not known yet. */
export class LineUnknown extends NotedError {
  override name = 'LineUnknown'
}

/** No mark has this id. */
export class MarkUnknown extends NotedError {
  override name = 'MarkUnknown'
}
