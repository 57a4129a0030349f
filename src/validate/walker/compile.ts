import * as steps from './scan.ts'

/**
 * Walks the bytes of one JSON value and returns the index after it when it is certain that the value is JSON and
 * satisfies the schema, and −1 when that takes a parser and the full validator.
 *
 * @param bytes followed by zeros where the last value ends; valid UTF-8
 * @param view on the same bytes
 */
export type Walk = (bytes: Uint8Array, view: DataView, at: number) => number

/** @param source of a walker; `undefined` where code must not be made at start (`node --disallow-code-generation…`) */
export function compileWalk(source: string): Walk | undefined {
  const names = Object.keys(steps)
  try {
    // oxlint-disable-next-line no-implied-eval -- as ajv does; the source holds nothing of the schema but numbers
    const make = new Function(...names, source) as (...values: unknown[]) => Walk
    return make(...Object.values(steps))
  } catch (error) {
    if (error instanceof EvalError) return undefined
    throw error
  }
}
