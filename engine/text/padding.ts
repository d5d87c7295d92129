/** Bytes that a buffer has beyond its last line, so that looking ahead of a line's end needs no check of the bounds. */
export const PADDING = 64
