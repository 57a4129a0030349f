import type { IncomingMessage } from 'node:http'
import { declaresJson, parseRequestJson } from '../core/index.ts'

export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string }

/**
 * Reads a request's body as JSON, up to a bound.
 * @param maxBytes of the body; the rest of a larger one is not read
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  if (!declaresJson(request.headers['content-type'])) {
    return { ok: false, status: 415, message: 'The body is not declared as application/json.' }
  }
  if (request.headers['content-encoding'] !== undefined) {
    return { ok: false, status: 415, message: 'The body has a Content-Encoding.' }
  }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) return { ok: false, status: 413, message: 'The body is too large.' }
    chunks.push(chunk)
  }
  return parseJson(Buffer.concat(chunks))
}

/** Reads bytes that are said to be JSON in UTF-8. */
export function parseJson(bytes: Uint8Array): ReadBody {
  const parsed = parseRequestJson(bytes)
  return parsed.ok ? parsed : { ok: false, status: 400, message: `${parsed.reason}.` }
}
