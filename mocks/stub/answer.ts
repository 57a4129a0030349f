import type { ServerResponse } from 'node:http'

/** A complete answer, ready to be sent any number of times. */
export interface Answer {
  readonly status: number
  /** Names and values in turn, as `writeHead` takes them. */
  readonly headers: readonly string[]
  readonly body: Buffer
}

/** Headers of an answer besides those that every JSON answer has. */
export type ExtraHeaders = readonly (readonly [name: string, value: string])[]

export function jsonAnswer(status: number, value: unknown, extra: ExtraHeaders = []): Answer {
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

/** The contract's answer to a message that was taken: a JSON object is recommended. */
export const SUCCESS: Answer = jsonAnswer(200, { message: 'Success' })

const SUCCESS_TEXT = SUCCESS.body.toString('latin1')

export function messageAnswer(status: number, message: string, extra: ExtraHeaders = []): Answer {
  return jsonAnswer(status, { message }, extra)
}

/**
 * Sends an answer. Its bytes go as text of one byte a character, which Node writes together with the head: two writes
 * cost a third of what a whole request does.
 */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  // Node's types want a mutable array, and Node does not change it.
  response.writeHead(answer.status, answer.headers as string[])
  response.end(answer === SUCCESS ? SUCCESS_TEXT : answer.body.toString('latin1'), 'latin1')
}
