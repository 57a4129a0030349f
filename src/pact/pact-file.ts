import { HarnessError, isRecord } from '../core/index.ts'

/** A provider state with the parameters that it is announced with. */
export interface ProviderState {
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
}

/** One promise of a pact, as far as a verification needs to know it. */
export interface PactInteraction {
  readonly description: string
  readonly states: readonly ProviderState[]
  readonly method: string
  readonly path: string
  readonly status: number
  readonly isTokenRequest: boolean
  /** What a Pact Broker calls it. */
  readonly id?: string
  /** As it stands in the pact. */
  readonly written: Readonly<Record<string, unknown>>
}

export interface Pact {
  readonly consumer: string
  readonly provider: string
  readonly interactions: readonly PactInteraction[]
  /** As it stands in the file, without its interactions. */
  readonly written: Readonly<Record<string, unknown>>
}

/**
 * Reads a pact of HTTP interactions, version 2 to 4.
 * @param where the file or URL it comes from, for errors
 * @throws HarnessError INVALID_FILE
 */
export function parsePact(text: string, where: string): Pact {
  const document = parsedJson(text, where)
  const invalid = (expected: string): never => {
    throw new HarnessError('INVALID_FILE', 'This is no pact that can be verified.', {
      expected,
      where,
    })
  }
  if (!isRecord(document)) return invalid('a JSON object')
  const { interactions, consumer, provider } = document
  if (!Array.isArray(interactions)) return invalid('a list of interactions')
  if (!isRecord(consumer) || !isRecord(provider))
    return invalid('the names of consumer and provider')
  return {
    consumer: String(consumer.name),
    provider: String(provider.name),
    interactions: (interactions as readonly unknown[]).map((each, index) =>
      parseInteraction(each, () => invalid(`an HTTP interaction at /interactions/${index}`)),
    ),
    written: document,
  }
}

function parsedJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HarnessError('INVALID_FILE', 'The pact is no JSON.', { where })
  }
}

function parseInteraction(written: unknown, invalid: () => never): PactInteraction {
  if (!isRecord(written) || !isRecord(written.request) || !isRecord(written.response))
    return invalid()
  const { request, response, _id: id } = written
  return {
    ...(typeof id === 'string' ? { id } : {}),
    description: String(written.description),
    states: statesOf(written),
    method: textOr(request.method, 'GET'),
    path: String(request.path),
    status: typeof response.status === 'number' ? response.status : 200,
    isTokenRequest: bodyOf(request).includes('client_credentials'),
    written,
  }
}

/** Version 2 has the name of one state, later ones a list. */
function statesOf({ providerStates, providerState }: Record<string, unknown>): ProviderState[] {
  if (typeof providerState === 'string') return [{ name: providerState, params: {} }]
  const states = Array.isArray(providerStates) ? (providerStates as readonly unknown[]) : []
  return states.filter(isRecord).map(({ name, params }) => ({
    name: String(name),
    params: isRecord(params) ? params : {},
  }))
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise
}

function bodyOf({ body }: Record<string, unknown>): string {
  return body === undefined ? '' : JSON.stringify(body)
}

/** The header and the parameter that tell which interaction a request or a state of the verifier is for. */
export const MARK = 'x-dropship-interaction'

/** The pact for the native verifier, holding only these interactions, each marked with its number. */
export function markedPact(pact: Pact, numbers: readonly number[]): string {
  const interactions = numbers.flatMap((number) => {
    const interaction = pact.interactions[number]
    return interaction === undefined ? [] : [marked(interaction, number)]
  })
  return JSON.stringify({ ...pact.written, interactions })
}

function marked({ written: all, states }: PactInteraction, number: number): unknown {
  const { providerState: _single, ...written } = all
  const request = isRecord(written.request) ? written.request : {}
  const headers = isRecord(request.headers) ? request.headers : {}
  // Version 4 lists a header's values, version 3 writes one text.
  const isListed = Object.values(headers).some((value) => Array.isArray(value))
  return {
    ...written,
    description: markOf(number),
    request: {
      ...request,
      headers: { ...headers, [MARK]: isListed ? [String(number)] : String(number) },
    },
    ...(states.length === 0
      ? {}
      : {
          providerStates: states.map(({ name, params }) => ({
            name,
            params: { ...params, [MARK]: String(number) },
          })),
        }),
  }
}

function markOf(number: number): string {
  return `interaction-${number}`
}

/** The number of the interaction that one of the verifier's texts ends with. */
export function numberAtEnd(text: unknown): number | undefined {
  const found = /interaction-(\d+)$/.exec(String(text))
  return found === null ? undefined : Number(found[1])
}
