import { openSource, type Source } from '../../contract/index.ts'
import { escapeSegment, HarnessError, isRecord, messageOf } from '../../core/index.ts'

/** One matcher with the place in the pact at which it is written. */
export interface PactMatcher {
  /** As Pact writes it: `$.shipment.shipment_items[*].id`. */
  readonly path: string
  /** JSON Pointer into the pact file. */
  readonly pointer: string
  /** `match` with what it takes: `{ match: 'regex', regex: '…' }`. */
  readonly rule: Readonly<Record<string, unknown>>
}

/** The request or the response of an interaction. */
export interface PactMessage {
  /** JSON Pointer into the pact file. */
  readonly pointer: string
  readonly headers: Readonly<Record<string, string>>
  /** Absent when the interaction says nothing of a body. */
  readonly body?: { readonly value: unknown; readonly pointer: string; readonly mediaType: string }
  readonly matchers: readonly PactMatcher[]
}

export interface PactInteraction {
  readonly pointer: string
  readonly description: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly request: PactMessage
  readonly response: PactMessage
}

export interface PactFile {
  readonly source: Source
  readonly document: Readonly<Record<string, unknown>>
  readonly interactions: readonly PactInteraction[]
}

/**
 * Reads a pact file of version 3 or 4.
 * @throws HarnessError FILE_UNREADABLE, or INVALID_FILE for what is no pact
 */
export async function readPact(file: string, shownAs: string = file): Promise<PactFile> {
  const source = await openPactSource(file, shownAs)
  const { value } = source
  if (!isRecord(value) || !Array.isArray(value.interactions)) {
    throw new HarnessError('INVALID_FILE', `${shownAs} is no pact.`, {
      where: `${shownAs}:1`,
      expected: 'a JSON document with interactions, of Pact version 3 or 4',
      next: 'name a file that Pact wrote',
    })
  }
  const interactions = value.interactions.flatMap((each: unknown, index) =>
    interactionOf(each, `/interactions/${index}`),
  )
  return { source, document: value, interactions }
}

async function openPactSource(file: string, shownAs: string): Promise<Source> {
  try {
    const source = await openSource(file, shownAs)
    JSON.parse(source.text)
    return source
  } catch (error) {
    if (error instanceof SyntaxError) throw noJson(shownAs, shownAs, messageOf(error))
    if (!(error instanceof HarnessError)) throw error
    const { where = shownAs, found = error.message } = error.details
    if (error.code === 'CONTRACT_BROKEN') throw noJson(shownAs, where, found)
    throw new HarnessError('FILE_UNREADABLE', `The pact ${shownAs} cannot be read.`, {
      where,
      found,
      next: 'check the path that --pact names',
      cause: error,
    })
  }
}

function noJson(file: string, where: string, found: string): HarnessError {
  return new HarnessError('INVALID_FILE', `The pact ${file} is no JSON.`, {
    where,
    found,
    next: 'name a file that Pact wrote',
  })
}

/** Messages of queues have no request: they are no business of an OpenAPI document. */
function interactionOf(value: unknown, pointer: string): PactInteraction[] {
  if (!isRecord(value) || !isRecord(value.request) || !isRecord(value.response)) return []
  const { request, response } = value
  return [
    {
      pointer,
      description: textOr(value.description, pointer),
      method: textOr(request.method, 'GET').toUpperCase(),
      path: textOr(request.path, '/'),
      status: typeof response.status === 'number' ? response.status : 200,
      request: messageAt(request, `${pointer}/request`),
      response: messageAt(response, `${pointer}/response`),
    },
  ]
}

function messageAt(value: Readonly<Record<string, unknown>>, pointer: string): PactMessage {
  const headers = Object.fromEntries(
    Object.entries(isRecord(value.headers) ? value.headers : {}).map(([name, lines]) => [
      name.toLowerCase(),
      [lines].flat().join(', '),
    ]),
  )
  const body = bodyAt(value.body, pointer, headers['content-type'])
  return {
    pointer,
    headers,
    ...(body === undefined ? {} : { body }),
    matchers: matchersAt(value.matchingRules, `${pointer}/matchingRules`),
  }
}

/** Version 4 wraps the body with its media type; earlier ones have it as it is. */
function bodyAt(
  body: unknown,
  pointer: string,
  header: string | undefined,
): PactMessage['body'] | undefined {
  if (body === undefined || body === null) return undefined
  const isWrapped = isRecord(body) && 'content' in body && 'contentType' in body
  const content = isWrapped ? body.content : body
  const mediaType = header ?? (isWrapped ? String(body.contentType) : 'application/json')
  const isForm = /^application\/x-www-form-urlencoded/i.test(mediaType)
  return {
    value:
      isForm && typeof content === 'string'
        ? Object.fromEntries(new URLSearchParams(content))
        : content,
    pointer: `${pointer}/body${isWrapped ? '/content' : ''}`,
    mediaType,
  }
}

function matchersAt(rules: unknown, pointer: string): PactMatcher[] {
  const body = isRecord(rules) && isRecord(rules.body) ? rules.body : {}
  return Object.entries(body).flatMap(([path, holder]) => {
    const matchers = isRecord(holder) && Array.isArray(holder.matchers) ? holder.matchers : []
    return matchers.flatMap((rule: unknown, index) =>
      isRecord(rule)
        ? [{ path, rule, pointer: `${pointer}/body/${escapeSegment(path)}/matchers/${index}` }]
        : [],
    )
  })
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}
