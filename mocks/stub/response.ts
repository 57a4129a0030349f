import type { ServerResponse } from 'node:http'

/** A complete response, ready to be sent any number of times. */
export interface StubResponse {
  readonly status: number
  /** Names and values in turn, as `writeHead` expects them. */
  readonly headers: readonly string[]
  readonly body: Buffer
}

/** Headers of a response besides those that every JSON response has. */
export type ExtraHeaders = readonly (readonly [name: string, value: string])[]

export function jsonResponse(
  status: number,
  value: unknown,
  extra: ExtraHeaders = [],
): StubResponse {
  const body = Buffer.from(JSON.stringify(value))
  return {
    status,
    headers: [
      'Content-Type',
      'application/json; charset=utf-8',
      'Content-Length',
      String(body.length),
      ...extra.flat(),
    ],
    body,
  }
}

/** The contract's response to an accepted message: a JSON object is recommended. */
export const SUCCESS: StubResponse = jsonResponse(200, { message: 'Success' })

const SUCCESS_TEXT = SUCCESS.body.toString('latin1')

export function messageResponse(
  status: number,
  message: string,
  extra: ExtraHeaders = [],
): StubResponse {
  return jsonResponse(status, { message }, extra)
}

/**
 * Sends a response. The body goes out as latin1 text, one byte a character, because Node writes text together with the
 * head: a second write costs a third of a whole request.
 */
export function sendResponse(outgoing: ServerResponse, response: StubResponse): void {
  // Node's types ask for a mutable array; Node does not change it.
  outgoing.writeHead(response.status, response.headers as string[])
  outgoing.end(response === SUCCESS ? SUCCESS_TEXT : response.body.toString('latin1'), 'latin1')
}
