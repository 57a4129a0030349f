import type { Schema } from '../../contract/index.ts'
import { compileWalk, type Walk } from './compile.ts'
import { generateWalker } from './generate.ts'

/** A walker for a schema, or `undefined` where code must not be made at start (`node --disallow-code-generation…`). */
export function createWalker(schema: Schema): Walk | undefined {
  return compileWalk(generateWalker(schema))
}
