import type { Backends } from '../ports/backends'
import { errorText, logEvent } from './log'

/** Copies the marks to where the bytes are: no job's row says them. Never throws. */
export async function keepMarks(backends: Backends): Promise<void> {
  try {
    const marks = await backends.marks.list()
    if (JSON.stringify(marks) !== JSON.stringify(await backends.notes.marks() ?? [])) await backends.notes.putMarks(marks)
  }
  catch (error) {
    logEvent('marks not copied', { error: errorText(error) })
  }
}
