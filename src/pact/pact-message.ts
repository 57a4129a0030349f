import { escapeSegment, isNestedBeyond, isRecord, parseJson } from '../core/index.ts'

/** One matcher with the place in the pact at which it is written. */
export interface PactMatcher {
  /** As Pact writes it: `$.shipment.shipment_items[*].id`. */
  readonly path: string
  /** JSON Pointer into the pact file. */
  readonly pointer: string
  /** `match` with its parameters: `{ match: 'regex', regex: '…' }`. */
  readonly rule: Readonly<Record<string, unknown>>
}

/** The body of a request or a response: of JSON its value, of a form its fields, of anything else its text. */
export interface PactBody {
  readonly value: unknown
  /** JSON Pointer into the pact file. */
  readonly pointer: string
  readonly mediaType: string
  /** Where its media type is written: the header, or else the body itself. */
  readonly typePointer: string
}

/** The request or the response of an interaction. */
export interface PactMessage {
  /** JSON Pointer into the pact file. */
  readonly pointer: string
  /** By their names in lower case; several values joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  /** Absent when the interaction says nothing of a body. */
  readonly body?: PactBody
  /** Of the body. */
  readonly matchers: readonly PactMatcher[]
}

/**
 * Reads one side of an interaction.
 * @param pointer its place in the pact file
 */
export function messageAt(
  written: Readonly<Record<string, unknown>>,
  pointer: string,
): PactMessage {
  const named = Object.entries(isRecord(written.headers) ? written.headers : {})
  const headers = Object.fromEntries(
    named.map(([name, values]) => [name.toLowerCase(), [values].flat().join(', ')]),
  )
  const [type] = named.find(([name]) => name.toLowerCase() === 'content-type') ?? []
  const body = bodyAt(written.body, `${pointer}/body`, headers['content-type'])
  return {
    pointer,
    headers,
    ...(body === undefined
      ? {}
      : {
          body: {
            ...body,
            typePointer: type === undefined ? body.pointer : `${pointer}/headers/${type}`,
          },
        }),
    matchers: matchersAt(written.matchingRules, `${pointer}/matchingRules`),
  }
}

/** Version 4 wraps the body with its media type; earlier ones have it as it is. */
function bodyAt(
  body: unknown,
  pointer: string,
  header: string | undefined,
): Omit<PactBody, 'typePointer'> | undefined {
  if (body === undefined || body === null) return undefined
  const isWrapped = isRecord(body) && 'content' in body && 'contentType' in body
  const mediaType = header ?? (isWrapped ? String(body.contentType) : 'application/json')
  const content = isWrapped ? decoded(body) : body
  const isForm = /^application\/x-www-form-urlencoded/i.test(mediaType)
  return {
    value:
      isForm && typeof content === 'string'
        ? Object.fromEntries(new URLSearchParams(content))
        : content,
    pointer: isWrapped ? `${pointer}/content` : pointer,
    mediaType,
  }
}

/** Version 4 writes bytes in base64, and may write JSON as text. */
function decoded({ content, encoded }: Readonly<Record<string, unknown>>): unknown {
  if (typeof content !== 'string') return content
  switch (String(encoded).toLowerCase()) {
    case 'base64':
      return Buffer.from(content, 'base64').toString()
    case 'json':
      return parsedOr(content)
    default:
      return content
  }
}

function parsedOr(text: string): unknown {
  const parsed = parseJson(text)
  // What is nested deeper than a pact may be is compared as the text that it is.
  return parsed.ok && !isNestedBeyond(parsed.value, MOST_DEEP) ? parsed.value : text
}

const MOST_DEEP = 1000

/** Version 2 writes `"$.body.path": rule`, later ones `"body": { "$.path": { "matchers": [rule] } }`. */
function matchersAt(rules: unknown, pointer: string): PactMatcher[] {
  if (!isRecord(rules)) return []
  const early = Object.entries(rules).flatMap(([path, rule]) =>
    path.startsWith('$.body') && isRecord(rule)
      ? [{ path: path.replace('.body', ''), rule, pointer: `${pointer}/${escapeSegment(path)}` }]
      : [],
  )
  const later = Object.entries(isRecord(rules.body) ? rules.body : {}).flatMap(([path, holder]) => {
    const matchers = isRecord(holder) && Array.isArray(holder.matchers) ? holder.matchers : []
    return matchers.flatMap((rule: unknown, index) =>
      isRecord(rule)
        ? [{ path, rule, pointer: `${pointer}/body/${escapeSegment(path)}/matchers/${index}` }]
        : [],
    )
  })
  return [...early, ...later]
}
