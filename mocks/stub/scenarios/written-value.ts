import {
  HarnessError,
  isRecord,
  nearest,
  parseDuration,
  formatPointer,
} from '../../../src/core/index.ts'

/** A part of a scenario as it was written, with its location. */
export interface WrittenValue {
  readonly value: unknown
  readonly path: readonly (string | number)[]
  /** The location for people: file and line, or a JSON Pointer. */
  where(path: readonly (string | number)[]): string
}

/** A value that comes from no file: locations are JSON Pointers. */
export function withoutFile(value: unknown): WrittenValue {
  return {
    value,
    path: [],
    where: (path) => `scenario ${path.length === 0 ? '(the whole)' : formatPointer(path)}`,
  }
}

/** An INVALID_SCENARIO error with its location. */
export function mistake(
  at: WrittenValue,
  sentence: string,
  expected: string,
  next?: string,
): HarnessError {
  return new HarnessError('INVALID_SCENARIO', `The scenario is invalid: ${sentence}.`, {
    where: at.where(at.path),
    expected,
    ...(at.value === undefined ? {} : { found: shown(at.value) }),
    next: next ?? 'correct the scenario there',
  })
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 120)
}

/** A property of a record, or `undefined` when it is absent. */
export function property(at: WrittenValue, name: string): WrittenValue | undefined {
  if (!isRecord(at.value) || !Object.hasOwn(at.value, name)) return undefined
  return { ...at, value: at.value[name], path: [...at.path, name] }
}

/** Asserts that the value is a record with no other than the given properties. */
export function assertProperties(at: WrittenValue, what: string, names: readonly string[]): void {
  if (!isRecord(at.value)) {
    throw mistake(at, `${what} is not a mapping`, `a mapping with ${names.join(', ')}`)
  }
  for (const name of Object.keys(at.value)) {
    if (names.includes(name)) continue
    const meant = nearest(name, names)
    throw mistake(
      { ...at, value: name, path: [...at.path, name] },
      `${what} has no property ${name}`,
      `one of ${names.join(', ')}`,
      meant === undefined ? undefined : `did you mean ${meant}?`,
    )
  }
}

export function listOf(at: WrittenValue, what: string): WrittenValue[] {
  if (!Array.isArray(at.value) || at.value.length === 0) {
    throw mistake(at, `${what} is not a list`, 'a list with at least one entry')
  }
  return at.value.map((value: unknown, index) => ({ ...at, value, path: [...at.path, index] }))
}

export function oneOf<T extends string>(at: WrittenValue, what: string, names: readonly T[]): T {
  const found = names.find((name) => name === at.value)
  if (found !== undefined) return found
  const meant = typeof at.value === 'string' ? nearest(at.value, names) : undefined
  throw mistake(
    at,
    `${what} is unknown`,
    `one of ${names.join(', ')}`,
    meant === undefined ? undefined : `did you mean ${meant}?`,
  )
}

export function textAt(at: WrittenValue | undefined, what: string): string | undefined {
  if (at === undefined || typeof at.value === 'string') return at?.value as string | undefined
  throw mistake(at, `${what} is not text`, 'text')
}

/** @param otherwise the alternative to a number, as the end of a sentence */
export function integerOf(
  at: WrittenValue,
  what: string,
  min: number,
  max: number,
  otherwise = '',
): number {
  const { value } = at
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value
  }
  throw mistake(
    at,
    `${what} is not a number in range`,
    `a whole number from ${min} to ${max}${otherwise}`,
  )
}

/** Milliseconds of a written duration; `fallback` when it is absent. */
export function durationOf(at: WrittenValue | undefined, what: string, fallback = 0): number {
  if (at === undefined) return fallback
  if (typeof at.value === 'string') {
    try {
      return parseDuration(at.value, what)
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error
    }
  }
  throw mistake(at, `${what} is not a duration`, 'a number with its unit: 100ms, 1s, 2m or 1h')
}

/** From 0 to 1, of `30%` or a number; 1 when it is absent. */
export function chanceOf(at: WrittenValue | undefined): number {
  if (at === undefined) return 1
  const { value } = at
  const percent = typeof value === 'string' ? /^(\d+(?:\.\d+)?)\s*%$/.exec(value)?.[1] : undefined
  const chance = percent === undefined ? value : Number(percent) / 100
  if (typeof chance === 'number' && chance >= 0 && chance <= 1) return chance
  throw mistake(at, 'chance is not a share', 'a percentage such as 30%, or a number from 0 to 1')
}
