import {
  isSecretName,
  type RawExchange,
  type RawHeaders,
  withoutSecretParameters,
} from '../../core/index.ts'

/** What takes the place of a credential. */
export const REPLACED = '[secret]'

/** An exchange with the values of headers and of query parameters that authenticate replaced; bodies stay. */
export function withoutCredentials({
  startedAt,
  durationMs,
  request,
  response,
  failure,
}: RawExchange): RawExchange {
  return {
    startedAt,
    durationMs,
    request: {
      ...request,
      target: targetWithoutCredentials(request.target),
      rawHeaders: headersWithoutCredentials(request.rawHeaders),
    },
    response:
      response === undefined
        ? undefined
        : { ...response, rawHeaders: headersWithoutCredentials(response.rawHeaders) },
    failure,
  }
}

/** A request target with the values of query parameters that authenticate replaced. */
export function targetWithoutCredentials(target: string): string {
  return withoutSecretParameters(target, () => REPLACED)
}

function headersWithoutCredentials(rawHeaders: RawHeaders): string[] {
  return rawHeaders.map((text, index) =>
    index % 2 === 1 && isSecretName(rawHeaders[index - 1] ?? '') ? REPLACED : text,
  )
}
