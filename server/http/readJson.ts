import type { H3Event } from 'h3'
import type { z } from 'zod'
import { BadRequest, TooLarge } from './errors'
import { faultOf } from './faultOf'

/** Of a body that is an object of ours; chosen. */
const BODY_MAX_BYTES = 64 * 1024

/** A request's body as JSON, parsed. @throws BadRequest that names what is wrong, TooLarge */
export async function readJson<S extends z.ZodType>(event: H3Event, schema: S, maxBytes = BODY_MAX_BYTES): Promise<z.output<S>> {
  const pieces: Uint8Array[] = []
  let sizeBytes = 0
  for await (const piece of event.node.req) {
    if (!(piece instanceof Uint8Array)) continue
    sizeBytes += piece.length
    if (sizeBytes > maxBytes) throw new TooLarge({ code: 'body_too_large', args: { bytes: maxBytes } })
    pieces.push(piece)
  }
  const parsed = schema.safeParse(jsonIn(Buffer.concat(pieces).toString('utf8')))
  if (parsed.success) return parsed.data
  throw new BadRequest({ code: 'bad_body', args: faultOf(parsed.error) })
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch (cause) {
    throw new BadRequest({ code: 'no_json', args: {} }, { cause })
  }
}
