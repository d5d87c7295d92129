import { NotedError } from '#wording/notes/errors'

/** A query or path that is not as documented. */
export class BadRequest extends NotedError {
  override name = 'BadRequest'
}

/** The form is not what is expected: no file, several, no end. */
export class MalformedForm extends NotedError {
  override name = 'MalformedForm'
}

/** The body is not multipart/form-data. */
export class NotAForm extends NotedError {
  override name = 'NotAForm'
}

/** A body in a content encoding that is not read. */
export class UnknownEncoding extends NotedError {
  override name = 'UnknownEncoding'
}

/** What came is not what its checksum says. */
export class ChecksumMismatch extends NotedError {
  override name = 'ChecksumMismatch'
}

/** A part of an upload is not what its checksum says; what came before it stays. */
export class PieceDamaged extends NotedError {
  override name = 'PieceDamaged'
}

/** More bytes than the server takes. */
export class TooLarge extends NotedError {
  override name = 'TooLarge'
}

/** The client went away, or has sent nothing for too long. */
export class UploadLost extends NotedError {
  override name = 'UploadLost'
}

/** The server is being stopped. */
export class ServerStopping extends NotedError {
  override name = 'ServerStopping'
}

/** A request that a foreign page may have made. */
export class Foreign extends NotedError {
  override name = 'Foreign'
}

/** Nothing is under this path, or its id is no id. */
export class NotFound extends NotedError {
  override name = 'NotFound'
}

/** The path is known, with another method. */
export class WrongMethod extends NotedError {
  override name = 'WrongMethod'
}

/** A request without the token that the server wants. */
export class NoToken extends NotedError {
  override name = 'NoToken'
}

/** More at once than one client may have. */
export class TooMany extends NotedError {
  override name = 'TooMany'
}
