import { sayError } from '#wording/notes/errors'

type Value = string | number | boolean | null | undefined

/** Writes one JSON line about something that happened; `undefined` members are left out. */
export function logEvent(event: string, fields: Record<string, Value> = {}): void {
  process.stdout.write(JSON.stringify({ time: new Date().toISOString(), event, ...fields }) + '\n')
}

/** An error as one line for the log. */
export function errorText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${sayError(error)}` : String(error)
}
