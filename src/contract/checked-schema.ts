import { escapeSegment, HarnessError, parsePointer } from '../core/index.ts'
import { findMalformed } from './compile.ts'
import type { Direction } from './direction.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'
import { inlineSchema } from './inline.ts'
import { type InlinedSchema, nearestPlace } from './inlined-schema.ts'
import { findUnsatisfiable, isFatal, type SchemaProblem } from './satisfiable.ts'
import type { Reading } from './schema.ts'

/**
 * An inlined schema that some value can satisfy, as far as its keywords tell.
 * @throws HarnessError CONTRACT_BROKEN
 */
export function checkedSchema(
  document: OpenApiDocument,
  at: LocatedValue,
  reading: Reading,
  direction: Direction,
): InlinedSchema {
  const inlined = inlineSchema(document, at, reading, 'resolved', direction)
  const malformed = findMalformed(inlined.schema)
  if (malformed !== undefined) throw rejected(malformed, inlined, 'a schema that is malformed')
  const problem = findUnsatisfiable(inlined.schema).find(isFatal)
  if (problem === undefined) return inlined
  throw rejected(
    problem,
    inlined,
    `a schema that nothing can satisfy (${reading} reading, ${problem.pointer})`,
  )
}

function rejected(
  { pointer, reason, name }: SchemaProblem,
  { places }: InlinedSchema,
  found: string,
): HarnessError {
  const keyword = parsePointer(pointer).findLast((step) => !/^\d+$/.test(step)) ?? 'a schema'
  const at = name === undefined ? pointer : `${pointer}/${escapeSegment(name)}`
  const place = nearestPlace(places, at)
  return new HarnessError(
    'CONTRACT_BROKEN',
    `The contract is broken: ${keyword} ${reason}${reason.endsWith('?') ? '' : '.'}`,
    {
      ...(place === undefined ? {} : { where: `${place.file}:${place.line}` }),
      found,
      next: 'correct the schema at this line',
    },
  )
}
