import { isDeepStrictEqual } from 'node:util'
import { isRecord, withinCpuTime } from '../../core/index.ts'

type MatcherRule = Readonly<Record<string, unknown>>

/**
 * Whether a Pact matcher accepts a value, as Pact's own engine decides; `undefined` where that cannot be told here.
 *
 * @param example the value at the matcher's place
 */
export function accepts(rule: MatcherRule, example: unknown, value: unknown): boolean | undefined {
  switch (rule.match) {
    case undefined:
    case 'type':
      return example === undefined ? undefined : acceptsType(rule, example, value)
    case 'equality':
      return example === undefined ? undefined : isDeepStrictEqual(value, example)
    case 'regex':
      return acceptsPattern(rule.regex, value)
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value)
    case 'decimal':
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    case 'null':
      return value === null
    case 'include':
      return typeof value === 'string' && value.includes(String(rule.value))
    case 'notEmpty':
      return value !== '' && value !== null
    default:
      return undefined
  }
}

function acceptsType({ min, max }: MatcherRule, example: unknown, value: unknown): boolean {
  if (Array.isArray(example)) {
    if (!Array.isArray(value)) return false
    const { length } = value
    return (typeof min !== 'number' || length >= min) && (typeof max !== 'number' || length <= max)
  }
  if (isRecord(example)) return isRecord(value)
  return value !== null && example !== null ? typeof value === typeof example : value === example
}

/** Pact matches its patterns against the text of any plain value, anywhere in it. */
function acceptsPattern(pattern: unknown, value: unknown): boolean | undefined {
  if (typeof pattern !== 'string') return undefined
  if (typeof value === 'object' || value === undefined) return false
  try {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return withinCpuTime(20, () => new RegExp(pattern, 'u').test(text))?.value
  } catch {
    // Pact's patterns are of another dialect: what this one cannot read is not judged.
    return undefined
  }
}
