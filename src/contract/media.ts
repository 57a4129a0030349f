import { essenceOfMediaType, isJsonMediaType } from '../core/index.ts'

/** How a documented media type says that a body is JSON. */
export interface JsonMediaType {
  /** As the document writes it: `application/*`. */
  readonly documented: string
  /** What goes into the `Content-Type` of a message. */
  readonly sent: string
  /** The lower, the sooner it is chosen to be sent. */
  readonly order: number
}

/** Ranges that JSON is within, with what is sent for them. */
const RANGES: Readonly<Record<string, readonly [sent: string, order: number]>> = {
  'application/*+json': ['application/vnd.message+json', 2],
  'application/*': ['application/json', 3],
  '*/*': ['application/json', 4],
}

/**
 * Reads a media type of a request body, or `undefined` for one that is not JSON. `text/json`, which is not registered, is
 * JSON where a document says so.
 */
export function jsonMediaType(documented: string): JsonMediaType | undefined {
  const range = RANGES[documented.split(';')[0]?.trim().toLowerCase() ?? '']
  if (range !== undefined) return { documented, sent: range[0], order: range[1] }
  const essence = essenceOfMediaType(documented)
  if (essence === 'application/json') return { documented, sent: documented, order: 0 }
  return isJsonMediaType(documented) || essence === 'text/json'
    ? { documented, sent: documented, order: 1 }
    : undefined
}

/** Those of several that are JSON, the one to send first. */
export function jsonMediaTypes(documented: readonly string[]): JsonMediaType[] {
  return documented
    .flatMap((each) => jsonMediaType(each) ?? [])
    .toSorted((left, right) => left.order - right.order)
}

/**
 * Which of the documented media types a `Content-Type` falls under: itself, else a range around it. Where
 * `application/json` is documented, every JSON media type counts as it.
 */
export function documentedFor(
  contentType: string,
  documented: readonly string[],
): string | undefined {
  const essence = essenceOfMediaType(contentType)
  const essences = documented.map(
    (each) => [each, each.split(';')[0]?.trim().toLowerCase()] as const,
  )
  const wanted = [essence, ...rangesAround(essence)]
  for (const name of wanted) {
    const found = essences.find(([, each]) => each === name)
    if (found !== undefined) return found[0]
  }
  return isJsonMediaType(contentType)
    ? essences.find(([, each]) => each === 'application/json')?.[0]
    : undefined
}

function rangesAround(essence: string): string[] {
  const [type = ''] = essence.split('/')
  const suffix = /\+[\w.-]+$/.exec(essence)?.[0]
  return [...(suffix === undefined ? [] : [`${type}/*${suffix}`]), `${type}/*`, '*/*']
}
