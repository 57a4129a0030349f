import type { Schema } from '../contract/index.ts'
import { createRandom, isRecord } from '../core/index.ts'
import type { Extent } from './builder.ts'
import { positionOf } from './generate.ts'
import { createBuilder } from './makers.ts'

/**
 * A value for a schema whose values are nobody's messages: of a response, a header or a parameter. The documented example
 * where it is valid, else one that is made; `undefined` where none was found that is valid.
 *
 * @param isValid asked of every candidate before it is chosen
 */
export function exampleValue(
  schema: Schema,
  isValid: (value: unknown) => boolean,
  documented?: unknown,
): unknown {
  const random = createRandom('example').fork('value')
  const builder = createBuilder(schema, () => undefined)
  const made = (extent: Extent): unknown[] =>
    builder
      .makersFor([{ schema, pointer: '' }], positionOf(extent), MOST_TRIED)
      .map((maker) => maker({ items: 1, random, identifier: () => random.uuid() }))
  const sources = [
    () => [documented, isRecord(schema) ? schema.example : undefined],
    () => made('full'),
    () => made('minimal'),
    () => PLAIN,
  ]
  for (const candidates of sources) {
    const value = candidates().find((each) => each !== undefined && isValid(each))
    if (value !== undefined) return value
  }
  return undefined
}

const MOST_TRIED = 8

const PLAIN: readonly unknown[] = ['text', 1, 0, true, {}, [], null, 'a', '1', 1.5, 100]
