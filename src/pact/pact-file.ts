import {
  HarnessError,
  isNestedBeyond,
  isRecord,
  messageOf,
  parseJson,
  readFileWithin,
} from '../core/index.ts'
import { messageAt, type PactMessage } from './pact-message.ts'

/** A provider state with the parameters that it is announced with. */
export interface ProviderState {
  readonly name: string
  readonly params: Readonly<Record<string, unknown>>
}

/** One promise of a pact: a request, and the response that the consumer expects. */
export interface PactInteraction {
  /** JSON Pointer into the pact file. */
  readonly pointer: string
  readonly description: string
  readonly states: readonly ProviderState[]
  /** In capitals. */
  readonly method: string
  readonly path: string
  /** Path and query as they are sent. */
  readonly target: string
  readonly status: number
  readonly request: PactMessage
  readonly response: PactMessage
  readonly isTokenRequest: boolean
  /** What a Pact Broker calls it. */
  readonly id?: string
  /** As it is in the pact. */
  readonly written: Readonly<Record<string, unknown>>
}

/** What a consumer expects of a provider, as Pact wrote it. */
export interface Pact {
  /** The file or URL it comes from. */
  readonly file: string
  readonly text: string
  readonly consumer: string
  readonly provider: string
  /** Those over HTTP. */
  readonly interactions: readonly PactInteraction[]
  /** How many others there are: messages of queues. */
  readonly messages: number
  /** As it is in the file. */
  readonly written: Readonly<Record<string, unknown>>
}

/**
 * Reads a pact file of version 2 to 4.
 * @param shownAs its name in messages
 * @throws HarnessError FILE_UNREADABLE, INVALID_FILE
 */
export function readPact(path: string, shownAs: string = path): Pact {
  return parsePact(textOf(path, shownAs), shownAs)
}

function textOf(path: string, shownAs: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileWithin(path))
  } catch (cause) {
    throw new HarnessError('FILE_UNREADABLE', `The pact ${shownAs} cannot be read.`, {
      where: shownAs,
      found: messageOf(cause),
      next: 'check the path that --pact names',
      cause,
    })
  }
}

/**
 * Parses a pact of version 2 to 4.
 * @param file the file or URL it comes from, for errors
 * @throws HarnessError INVALID_FILE
 */
export function parsePact(text: string, file: string): Pact {
  const invalid = (sentence: string, expected: string, where = file): never => {
    throw new HarnessError('INVALID_FILE', `${file} ${sentence}.`, {
      expected,
      where,
      next: 'name a file that Pact wrote',
    })
  }
  const document = parsedJson(text, file)
  if (!isRecord(document) || !Array.isArray(document.interactions)) {
    return invalid('is not a pact', 'a JSON document with interactions, of Pact version 2 to 4')
  }
  const { consumer, provider } = document
  if (!isRecord(consumer) || !isRecord(provider)) {
    return invalid('is not a pact', 'the names of consumer and provider')
  }
  const written = document.interactions as readonly unknown[]
  const interactions = written.flatMap((each, index) => {
    if (isMessage(each)) return []
    const pointer = `/interactions/${index}`
    return [
      interactionOf(each, pointer) ??
        invalid('has an invalid interaction', 'a request and a response', `${file}#${pointer}`),
    ]
  })
  return {
    file,
    text,
    consumer: String(consumer.name),
    provider: String(provider.name),
    interactions,
    messages: written.length - interactions.length,
    written: document,
  }
}

function parsedJson(text: string, file: string): unknown {
  const parsed = parseJson(text)
  if (parsed.ok && !isNestedBeyond(parsed.value, MOST_DEEP)) return parsed.value
  const problem = parsed.ok ? 'is nested too deeply' : 'is not valid JSON'
  throw new HarnessError('INVALID_FILE', `${file} ${problem}.`, {
    where: file,
    found: parsed.ok
      ? `lists and objects more than ${MOST_DEEP} deep within each other`
      : parsed.reason,
    next: 'name a file that Pact wrote',
  })
}

/** What compares pacts, and Pact itself, calls itself for what is nested. */
const MOST_DEEP = 1000

/** Messages of queues have contents in place of a response. */
function isMessage(written: unknown): boolean {
  if (!isRecord(written)) return false
  const isTyped = typeof written.type === 'string' && written.type !== 'Synchronous/HTTP'
  return isTyped || 'contents' in written
}

function interactionOf(written: unknown, pointer: string): PactInteraction | undefined {
  if (!isRecord(written) || !isRecord(written.request) || !isRecord(written.response))
    return undefined
  const { request, response, _id: id } = written
  return {
    ...(typeof id === 'string' ? { id } : {}),
    pointer,
    description: textOr(written.description, pointer),
    states: statesOf(written),
    method: textOr(request.method, 'GET').toUpperCase(),
    path: textOr(request.path, '/'),
    target: targetOf(request),
    status: typeof response.status === 'number' ? response.status : 200,
    request: messageAt(request, `${pointer}/request`),
    response: messageAt(response, `${pointer}/response`),
    isTokenRequest: bodyOf(request).includes('client_credentials'),
    written,
  }
}

/** Version 2 writes the query as text, later ones the values by their names. */
function targetOf({ path, query }: Record<string, unknown>): string {
  const target = textOr(path, '/')
  const named = Object.entries(isRecord(query) ? query : {}).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, String(value)]),
  )
  const own = isRecord(query) ? new URLSearchParams(named).toString() : textOr(query, '')
  if (own === '') return target
  return `${target}${target.includes('?') ? '&' : '?'}${own}`
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
  return typeof value === 'string' && value !== '' ? value : otherwise
}

function bodyOf({ body }: Record<string, unknown>): string {
  return body === undefined ? '' : JSON.stringify(body)
}
