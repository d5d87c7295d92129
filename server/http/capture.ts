import type { H3Event } from 'h3'

/** Hands an error that no answer tells to Nitro's `error` hook, which logs it. */
export function capture(event: H3Event, error: unknown): void {
  event.captureError(error instanceof Error ? error : new Error(String(error)), { tags: ['api'] })
}
