import type { z } from 'zod'
import { Problem } from '#shared/problem'

/** A request that was refused (`problem` says why) or never answered (`problem` is null, `status` 0). */
export class RequestError extends Error {
  constructor(readonly status: number, readonly problem: Problem | null) {
    super(problem?.detail ?? `request answered ${status}`)
    this.name = 'RequestError'
  }
}

/**
 * Sends a request to our own server and parses its JSON answer.
 * @throws RequestError if it is refused, not answered, or the answer is not what `schema` says.
 */
export async function requestJson<T>(schema: z.ZodType<T>, url: string, init?: RequestInit): Promise<T> {
  const response = await send(url, init)
  const parsed = schema.safeParse(await response.json().catch(() => null))
  if (!parsed.success) throw new RequestError(response.status, null)
  return parsed.data
}

/** Sends a request whose answer has no body of interest. @throws RequestError as `requestJson` does. */
export async function send(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, headers: { accept: 'application/json', ...init?.headers } }).catch(() => null)
  if (!response) throw new RequestError(0, null)
  if (!response.ok) throw new RequestError(response.status, parseProblem(await response.text().catch(() => '')))
  return response
}

/** The problem+json in a body, or null where there is none. */
export function parseProblem(body: string): Problem | null {
  try {
    return Problem.safeParse(JSON.parse(body)).data ?? null
  }
  catch {
    return null // a proxy's page, or nothing at all
  }
}
