import type { Schema } from '../contract/index.ts'
import { createRandom, isRecord } from '../core/index.ts'
import { generateValue } from './generate.ts'

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
  const make = (extent: 'full' | 'minimal'): unknown =>
    generateValue(schema, { extent, items: 1, random, identifier: () => random.uuid() })
  const candidates = [
    () => documented,
    () => (isRecord(schema) ? schema.example : undefined),
    () => make('full'),
    () => make('minimal'),
    ...PLAIN.map((value) => () => value),
  ]
  for (const candidate of candidates) {
    const value = candidate()
    if (value !== undefined && isValid(value)) return value
  }
  return undefined
}

const PLAIN: readonly unknown[] = ['text', 1, 0, true, {}, [], null, 'a', '1', 1.5, 100]
