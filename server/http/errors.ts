/** A query or path that is not as documented. */
export class BadRequest extends Error {
  override name = 'BadRequest'
}

/** The form is not what is expected: no file, several, no end. */
export class MalformedForm extends Error {
  override name = 'MalformedForm'
}

/** The body is not multipart/form-data. */
export class NotAForm extends Error {
  override name = 'NotAForm'
}

/** A body in a content encoding that is not read. */
export class UnknownEncoding extends Error {
  override name = 'UnknownEncoding'
}

/** What came is not what its checksum says. */
export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}

/** A part of an upload is not what its checksum says; what came before it stays. */
export class PieceDamaged extends Error {
  override name = 'PieceDamaged'
}

/** More bytes than the server takes. */
export class TooLarge extends Error {
  override name = 'TooLarge'
}

/** The client went away, or has sent nothing for too long. */
export class UploadLost extends Error {
  override name = 'UploadLost'
}

/** The server is being stopped. */
export class ServerStopping extends Error {
  override name = 'ServerStopping'
}

/** A request that a foreign page may have made. */
export class Foreign extends Error {
  override name = 'Foreign'
}

/** Nothing is under this path, or its id is no id. */
export class NotFound extends Error {
  override name = 'NotFound'
}

/** The path is known, with another method. */
export class WrongMethod extends Error {
  override name = 'WrongMethod'
}

/** A request without the token that the server wants. */
export class NoToken extends Error {
  override name = 'NoToken'
}

/** More at once than one client may have. */
export class TooMany extends Error {
  override name = 'TooMany'
}
