import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../../src/core/index.ts'
import type { Condition } from './scenario.ts'

/** Whether a parsed body meets every condition. */
export function meetsAll(body: unknown, conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => meets(body, condition.path, condition))
}

function meets(value: unknown, path: readonly string[], { expected }: Condition): boolean {
  const [step, ...rest] = path
  if (step === undefined) {
    return 'matches' in expected
      ? typeof value === 'string' && expected.matches.test(value)
      : isDeepStrictEqual(value, expected.equals)
  }
  const condition = { path: rest, expected }
  if (step === '*') {
    return Array.isArray(value) && value.some((item) => meets(item, rest, condition))
  }
  if (Array.isArray(value)) return meets(value[Number(step)], rest, condition)
  return isRecord(value) && Object.hasOwn(value, step) && meets(value[step], rest, condition)
}
