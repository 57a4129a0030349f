/// <reference types="vitest" />
/**
 * Matchers for vitest and Jest.
 *
 * @example
 * import { matchers } from 'drop-ship-harness/vitest' // in Jest's CommonJS: require('drop-ship-harness/vitest')
 * expect.extend(matchers)
 */
import type { Level } from './certify/index.ts'
import { createMatchers, type Matchers as AllMatchers } from './matchers/index.ts'

export {
  createMatchers,
  type MatcherOptions,
  type MatcherResult,
  type Matchers,
} from './matchers/index.ts'

/** Matchers for the shipped contract. */
export const matchers: AllMatchers & Record<string, AllMatchers[keyof AllMatchers]> = {
  ...createMatchers(),
}

/** The assertions that `expect.extend(matchers)` adds. */
export interface DropShipMatchers<Result = unknown> {
  /** A request body, parsed or as JSON text, satisfies an operation's schema. */
  toSatisfyRequest(operation: string): Result
  /** A response conforms to what is documented for an operation and its status. Asynchronous, because it reads the body of fetch and undici responses. */
  toSatisfyResponse(operation: string): Promise<void>
  /** A report of `certify` is certified, at the given level if any. */
  toBeCertified(level?: Level): Result
}

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-explicit-any -- the shape that vitest declares
  interface Matchers<T = any> extends DropShipMatchers<T> {}
}

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- Jest's matchers are declared in a global namespace
  namespace jest {
    // oxlint-disable-next-line typescript/no-empty-object-type -- a merged interface
    interface Matchers<R> extends DropShipMatchers<R> {}
  }
}
