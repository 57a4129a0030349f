import { type Operation, parameterViolations, type RequestPart } from '../../contract/index.ts'
import { escapeSegment, isRecord } from '../../core/index.ts'
import type { PactInteraction } from '../pact-file.ts'
import type { Disagreement } from './disagreement.ts'
import { mayBeAnonymous, mayBeInvalid } from './rejection.ts'

/** What a request has to have besides its body: the credentials, the required parameters, and valid values of all. */
export function checkEnvelope(interaction: PactInteraction, operation: Operation): Disagreement[] {
  const { status, request, description } = interaction
  const { parameters, credentials } = operation.envelope
  const { pointer } = request
  const missing = mayBeInvalid(status)
    ? []
    : parameters.filter((part) => !hasPart(interaction, part, operation))
  const isAnonymous =
    credentials.length > 0 &&
    !credentials.some((parts) => parts.every((part) => hasPart(interaction, part, operation)))
  return [
    ...missing.map((part): Disagreement => ({
      rule: 'pact-request',
      pointer,
      message: `The request of “${description}” lacks ${nameOf(part)}, which ${operation.id} requires.`,
      next: 'send it in the consumer test',
    })),
    ...(mayBeInvalid(status) ? [] : invalidParameters(interaction, operation)),
    ...(isAnonymous && !mayBeAnonymous(status)
      ? [
          {
            rule: 'pact-request' as const,
            pointer,
            message: `The request of “${description}” has no credentials, and ${operation.id} requires them.`,
            next: `send ${asAlternatives(credentials)} in the consumer test`,
          },
        ]
      : []),
  ]
}

/** Values of the path, the query, the headers and the cookies that their schemas reject. */
function invalidParameters(
  { request, target, description, written }: PactInteraction,
  { id, path, parameters }: Operation,
): Disagreement[] {
  const headers = isRecord(written.request) ? written.request.headers : undefined
  const placeOf = (name: string): string => {
    const found = Object.keys(isRecord(headers) ? headers : {}).find(
      (each) => each.toLowerCase() === name.toLowerCase(),
    )
    return `${request.pointer}/headers/${escapeSegment(found ?? name)}`
  }
  const places = {
    path: () => `${request.pointer}/path`,
    query: () => `${request.pointer}/query`,
    header: placeOf,
    cookie: () => placeOf('cookie'),
  }
  return parameters.flatMap((parameter) =>
    parameterViolations([parameter], path, { target, headers: request.headers })
      .filter(({ isMissing }) => !isMissing)
      .map(({ sentence }): Disagreement => ({
        rule: 'pact-request',
        pointer: places[parameter.in](parameter.name),
        message: `The request of “${description}” breaks the contract of ${id} (${parameter.place.file}:${parameter.place.line}): ${sentence}.`,
        next: 'send a valid value in the consumer test',
      })),
  )
}

function hasPart(
  { request, target }: PactInteraction,
  part: RequestPart,
  { parameters }: Operation,
): boolean {
  switch (part.in) {
    case 'query': {
      const query = new URLSearchParams(target.split('?')[1])
      const parameter = parameters.find(
        ({ in: where, name }) => where === part.in && name === part.name,
      )
      const object = parameter?.objectIn(query)
      return object === undefined ? query.has(part.name) : Object.keys(object).length > 0
    }
    case 'header':
      return Object.hasOwn(request.headers, part.name)
    case 'cookie':
      return (request.headers.cookie ?? '')
        .split(';')
        .some((pair) => pair.trim().startsWith(`${part.name}=`))
  }
}

const KINDS = {
  query: 'the query parameter',
  header: 'the header',
  cookie: 'the cookie',
} as const satisfies Record<RequestPart['in'], string>

function nameOf(part: RequestPart): string {
  return `${KINDS[part.in]} ${part.name}`
}

function asAlternatives(alternatives: readonly (readonly RequestPart[])[]): string {
  const named = alternatives.map((parts) => parts.map((part) => nameOf(part)).join(' and '))
  return [...new Set(named)].join(', or ')
}
