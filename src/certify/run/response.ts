import { type Exchange, isJsonMediaType, parseJson, textOf } from '../../core/index.ts'

/** Any 2xx is success to the sender. */
export function isAccepted({ response, failure }: Exchange): boolean {
  return (
    failure === undefined &&
    response !== undefined &&
    response.status >= 200 &&
    response.status < 300
  )
}

/** Whether an invalid message was rejected as documented: with 400 or 422. */
export function isRejected({ response, failure }: Exchange): boolean {
  return failure === undefined && (response?.status === 400 || response?.status === 422)
}

/** Whether an exchange cost the whole time limit: no response came, or one that does not end. */
export function isSilence({ response, failure }: Exchange): boolean {
  return response === undefined || failure?.kind.endsWith('timeout') === true
}

/** Whether a request got a complete response that is neither 5xx nor a redirect. */
export function isHandled({ response, failure }: Exchange): boolean {
  return (
    failure === undefined &&
    response !== undefined &&
    response.status < 500 &&
    !(response.status >= 300 && response.status < 400)
  )
}

/** Whether two requests came to the same status, or the same kind of failure. */
export function isSameResponse(one: Exchange, other: Exchange): boolean {
  return (
    one.response?.status === other.response?.status && one.failure?.kind === other.failure?.kind
  )
}

/** A response's body, read once: JSON where it declares itself JSON. */
export interface ParsedResponse {
  readonly declaredJson: boolean
  /** Present when the body is JSON. */
  readonly json?: unknown
  readonly isJson: boolean
  readonly text: string
}

export function parseResponse({ response }: Exchange): ParsedResponse {
  const type = response?.headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  const declaredJson = isJsonMediaType(type)
  const text = textOf(response?.body ?? new Uint8Array())
  const parsed = parseJson(text)
  return parsed.ok
    ? { declaredJson, text, json: parsed.value, isJson: true }
    : { declaredJson, text, isJson: false }
}
