import type { ServerResponse } from 'node:http'
import type { RawResponse } from '../../src/core/index.ts'

/** A complete response, ready to be sent any number of times. */
export type StubResponse = RawResponse

/** Headers of a response besides those that every JSON response has. */
export type ExtraHeaders = readonly (readonly [name: string, value: string])[]

export function jsonResponse(
  status: number,
  value: unknown,
  extra: ExtraHeaders = [],
  mediaType = 'application/json',
): StubResponse {
  const body = Buffer.from(JSON.stringify(value))
  return {
    status,
    rawHeaders: [
      'Content-Type',
      mediaType === 'application/json' ? 'application/json; charset=utf-8' : mediaType,
      'Content-Length',
      String(body.length),
      ...extra.flat(),
    ],
    body,
  }
}

/** The response of an endpoint of the shipped contract to an accepted message: a JSON object is recommended. */
export const SUCCESS: StubResponse = jsonResponse(200, { message: 'Success' })

export function messageResponse(
  status: number,
  message: string,
  extra: ExtraHeaders = [],
): StubResponse {
  return jsonResponse(status, { message }, extra)
}

/**
 * Sends a response in one write, which is most of what a request costs: the body goes out as latin1 text, one byte a
 * character, because Node puts text behind the head; ending with the body would write twice, the second time nothing.
 */
export function sendResponse(outgoing: ServerResponse, response: StubResponse): void {
  // Node's types ask for a mutable array; Node does not change it.
  outgoing.writeHead(response.status, response.rawHeaders as string[])
  if (response.body.length > 0) {
    outgoing.cork()
    outgoing.write(textOf(response), 'latin1')
    outgoing.uncork()
  }
  outgoing.end()
}

/** A response is sent any number of times. */
const texts = new WeakMap<StubResponse, string>()

function textOf(response: StubResponse): string {
  const text = texts.get(response) ?? response.body.toString('latin1')
  texts.set(response, text)
  return text
}
