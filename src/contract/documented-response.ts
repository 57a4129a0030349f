import { essenceOfMediaType, isJsonMediaType } from '../core/index.ts'
import type { InlinedSchema } from './inlined-schema.ts'
import type { ModelResponse } from './model.ts'

/** What documents a status: itself, its class, or the default. */
export function documentedResponse(
  responses: readonly ModelResponse[],
  status: number,
): ModelResponse | undefined {
  const names = [String(status), `${Math.floor(status / 100)}XX`, 'default']
  for (const name of names) {
    const found = responses.find((response) => response.status.toUpperCase() === name.toUpperCase())
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * What the response documents for a media type. Every JSON media type counts as `application/json`:
 * `application/problem+json` is checked against the same schema where it has none of its own.
 */
export function documentedMedia(
  { content }: ModelResponse,
  mediaType: string,
): readonly [string, InlinedSchema] | undefined {
  const all = Object.entries(content)
  const wanted = essenceOfMediaType(mediaType)
  return (
    all.find(([known]) => essenceOfMediaType(known) === wanted) ??
    (isJsonMediaType(mediaType) ? all.find(([known]) => isJsonMediaType(known)) : undefined)
  )
}
