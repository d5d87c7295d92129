/** Rows of a list of differences that are told; the others are counted. Chosen. */
export const LISTED = 200
