export type FormKind = 'json' | 'docker' | 'logfmt' | 'cef' | 'leef' | 'csv' | 'w3c' | 'journal'

/** In which structured form the records of a log are: plain JSON, decided once a job, given to every chunk. */
export interface StructuredForm {
  kind: FormKind
  /** Whether the form begins where the line does, or where its body does, behind a prefix. */
  place: 'line' | 'body'
  /** Byte between cells or pairs; none for pairs between white space. */
  delimiter?: number
  /** Byte around cells. */
  quote?: number
  /** Byte between key and value, `=` where it is left out. */
  assign?: number
  /** Names of the columns, free of control characters. */
  columns?: string[]
  /** Cells of a row; the last one takes what is left of the record. */
  columnCount?: number
  /** Index of the header row among the lines of the sample. */
  headerLine?: number
  /** Name of the field whose text is a record of its own. */
  inner?: string
  /** Whether one record goes over several lines. */
  isOverLines?: boolean
  /** Spaces before the first line of such a record. */
  indent?: number
}

/** What a field's value is, as numbers of a flat array. */
export const STRING = 0, NUMBER = 1, TRUE = 2, FALSE = 3, NULL = 4, NESTED = 5

/** Fields read of one record. Chosen. */
export const FIELDS_MAX = 256
/** Objects and arrays within each other that are gone into. Chosen. */
export const DEPTH_MAX = 32
/** Single values read of one array. Chosen: more of them say no more of what is usual. */
export const ELEMENTS_MAX = 8
