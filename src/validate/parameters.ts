import { type Operation, parameterViolationsOf } from '../contract/index.ts'
import { isRecord, isSecretName, locate, type RawHeaders, type Segment } from '../core/index.ts'
import type { Captured } from './har-body.ts'
import { type Problem, problemOfParameter, type SourceText } from './problem.ts'
import { REPLACED } from './proxy/credentials.ts'

/** Headers by their names in lower case; a repeated one is a list, as Node has it. */
export function headersOf(rawHeaders: RawHeaders): Readonly<Record<string, string>> {
  const headers = new Map<string, string>()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2)
    const known = headers.get(name.toLowerCase())
    const separator = name.toLowerCase() === 'cookie' ? '; ' : ', '
    headers.set(name.toLowerCase(), known === undefined ? value : `${known}${separator}${value}`)
  }
  return Object.fromEntries(headers)
}

/**
 * The problems of the parameters of a captured request. Captures leave out cookies and credentials, some leave out every header:
 * what nobody can see is not judged.
 * @param at the steps to the entry within the capture
 */
export function captureProblems(
  request: Captured,
  operation: Operation,
  located: SourceText,
  at: readonly Segment[],
): readonly Problem[] {
  const url = typeof request.url === 'string' ? request.url : ''
  const rawHeaders = capturedHeaders(request)
  const query = new URLSearchParams(url.replace(/^[^?]*\??/, ''))
  const isReplaced = [...query.values()].includes(REPLACED)
  const parameters = operation.parameters.filter(
    ({ in: where, name }) =>
      !isSecretName(name) &&
      where !== 'cookie' &&
      (where !== 'header' || rawHeaders.length > 0) &&
      (where !== 'query' || !isReplaced),
  )
  const source = { target: url, headers: headersOf(rawHeaders) }
  const violations = parameterViolationsOf({ path: operation.path, parameters }, source)
  if (violations.length === 0) return []
  const place = locate(located.source.text, [[...at, 'request', 'method']])[0]?.value
  return violations.map((violation) =>
    problemOfParameter(violation, located, place ?? { start: 0, end: 1 }),
  )
}

function capturedHeaders({ headers }: Captured): string[] {
  return (Array.isArray(headers) ? headers : []).flatMap((each: unknown) =>
    isRecord(each) && typeof each.name === 'string' && typeof each.value === 'string'
      ? [each.name, each.value]
      : [],
  )
}
