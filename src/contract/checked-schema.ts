import { escapeSegment, HarnessError, isRecord, parsePointer } from '../core/index.ts'
import { findMalformed } from './compile.ts'
import type { Direction } from './direction.ts'
import type { LocatedValue, OpenApiDocument } from './document.ts'
import { inlineSchema } from './inline.ts'
import { type InlinedSchema, nearestPlace } from './inlined-schema.ts'
import { findUnsatisfiable, isFatal, type SchemaProblem } from './satisfiable.ts'
import { mapSubschemas, type Reading, type Schema, subschemasOf } from './schema.ts'

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
  const unchecked = withoutChecked(inlined.schema) as Schema
  const malformed = findMalformed(unchecked)
  if (malformed !== undefined) throw rejected(malformed, inlined, 'a schema that is malformed')
  const problems = findUnsatisfiable(unchecked)
  if (problems.length === 0) remember(inlined.schema)
  const problem = problems.find(isFatal)
  if (problem === undefined) return inlined
  throw rejected(
    problem,
    inlined,
    `a schema that nothing can satisfy (${reading} reading, ${problem.pointer})`,
  )
}

/** Schema objects in which nothing is wrong; inlined schemas have many of them in common. */
const CHECKED = new WeakSet<object>()

function withoutChecked(schema: unknown): unknown {
  if (!isRecord(schema)) return schema
  if (CHECKED.has(schema)) return true
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [
      keyword,
      mapSubschemas(keyword, value, withoutChecked),
    ]),
  )
}

function remember(schema: unknown): void {
  if (!isRecord(schema) || CHECKED.has(schema)) return
  CHECKED.add(schema)
  for (const keyword of Object.keys(schema))
    for (const [each] of subschemasOf(keyword, schema[keyword])) remember(each)
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
