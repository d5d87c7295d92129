/**
 * How the lines of one request, block or process are recognised: by an id that comes behind a certain word, begins with
 * certain letters, is a UUID, or has a certain shape (a number of digits or hexadecimal digits); by one in the header's
 * brackets (a process, a thread, a request); or by one of the header's words (the client of an access log, a request's
 * id).
 */
export interface SessionKey {
  kind: 'after' | 'prefix' | 'uuid' | 'shape' | 'bracket' | 'column'
  /**
   * The word, the letters, the shape as `shapeOf` writes it, or the number of the bracket or word from the line's start
   * on; else empty.
   */
  mark: string
}

/** Keys of one log. A line belongs to the session of the first key of which it has an id. Chosen. */
export const SESSION_KEYS_MAX = 2
