import { isDeepStrictEqual } from 'node:util'
import { isRecord, withinCpuTime } from '../../../src/core/index.ts'
import type { Condition } from './scenario.ts'

/** Milliseconds of CPU time that the patterns of a step may take; a body that takes longer does not match. */
const PATTERNS_MS = 40

/** Whether a parsed body meets every condition. */
export function meetsAll(body: unknown, conditions: readonly Condition[]): boolean {
  const meetsEach = (): boolean =>
    conditions.every((condition) => meets(body, condition.path, condition))
  if (!conditions.some(({ expected }) => 'matches' in expected)) return meetsEach()
  return withinCpuTime(PATTERNS_MS, meetsEach)?.value ?? false
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
