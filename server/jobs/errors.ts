/** No job has this id. */
export class JobUnknown extends Error {
  override name = 'JobUnknown'
  constructor() { super('There is no job with this id.') }
}

/** What was asked for does not fit the job's state. */
export class WrongState extends Error {
  override name = 'WrongState'
}

/** The job was cancelled or deleted while its file was on the way. */
export class UploadCancelled extends Error {
  override name = 'UploadCancelled'
}

/** An upload stopped and did not go on while it could. */
export class UploadUnfinished extends Error {
  override name = 'UploadUnfinished'
}

/** The process ends while a file is on the way; it is taken up by the next one. */
export class UploadSuspended extends Error {
  override name = 'UploadSuspended'
}

/** Nothing of what was sent can be read, or nothing of it is a log. */
export class NothingReadable extends Error {
  override name = 'NothingReadable'
}

/** What was said of how the log is to be read cannot be meant. */
export class BadReading extends Error {
  override name = 'BadReading'
}

/** A cursor that this server did not give, or that belongs to another list. */
export class BadCursor extends Error {
  override name = 'BadCursor'
}

/** The log has no such line, or it is not known yet. */
export class LineUnknown extends Error {
  override name = 'LineUnknown'
}

/** No mark has this id. */
export class MarkUnknown extends Error {
  override name = 'MarkUnknown'
}
