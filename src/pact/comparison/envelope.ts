import type { Operation, RequestPart } from '../../contract/index.ts'
import type { PactInteraction } from '../pact-file.ts'
import type { Disagreement } from './disagreement.ts'
import { mayBeAnonymous, mayBeInvalid } from './rejection.ts'

/** What a request has to have besides its body: the credentials and the required parameters. */
export function checkEnvelope(interaction: PactInteraction, operation: Operation): Disagreement[] {
  const { status, request, description } = interaction
  const { parameters, credentials } = operation.envelope
  const { pointer } = request
  const missing = mayBeInvalid(status)
    ? []
    : parameters.filter((part) => !hasPart(interaction, part))
  const isAnonymous =
    credentials.length > 0 &&
    !credentials.some((parts) => parts.every((part) => hasPart(interaction, part)))
  return [
    ...missing.map((part): Disagreement => ({
      rule: 'pact-request',
      pointer,
      message: `The request of “${description}” lacks ${nameOf(part)}, which ${operation.id} requires.`,
      next: 'send it in the consumer test',
    })),
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

function hasPart({ request, query }: PactInteraction, part: RequestPart): boolean {
  switch (part.in) {
    case 'query':
      return query.includes(part.name)
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
