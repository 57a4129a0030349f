import type { ErrorObject } from 'ajv'
import { withinCpuTime } from '../core/index.ts'
import { NESTING } from './violation.ts'
import type { ValidateFunction } from './validate-function.ts'

/** A body that is nested so deeply that the stack is too small to judge it breaks a rule of its own. */
export function withinStack(whole: ValidateFunction): ValidateFunction {
  const validate: ValidateFunction = (body) => {
    try {
      const isValid = whole(body)
      validate.errors = whole.errors ?? null
      return isValid
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      validate.errors = [NESTED_TOO_DEEPLY]
      return false
    }
  }
  return validate
}

const NESTED_TOO_DEEPLY: ErrorObject = {
  keyword: NESTING,
  instancePath: '',
  schemaPath: '#',
  params: {},
}

/** What holds more values than this is judged by its first error alone: a list of all could fill the memory. */
const MOST_VALUES = 50_000

/** Milliseconds of CPU time that one body may take which is matched with patterns that may be slow. */
const PATTERNS_MS = 40

/** A body that takes longer breaks a rule of its own: it must be one that can be matched. */
export function timed(whole: ValidateFunction): ValidateFunction {
  const validate: ValidateFunction = (body) => {
    const verdict = withinCpuTime(PATTERNS_MS, () => whole(body))
    validate.errors = verdict === undefined ? [TOOK_TOO_LONG] : (whole.errors ?? null)
    return verdict?.value ?? false
  }
  return validate
}

const TOOK_TOO_LONG: ErrorObject = {
  keyword: 'pattern',
  instancePath: '',
  schemaPath: '#',
  params: { withinMs: PATTERNS_MS },
}

/** To list all errors of a body with fewer values takes no time, whatever the schema. */
const FEW_VALUES = 2000
/** Milliseconds of CPU time that it may take to list all errors of one that holds more. */
const ALL_ERRORS_MS = 40

/** The alternatives of a schema may each have errors for each value: what takes too long is judged by its first error. */
export function briefly(all: ValidateFunction, failFast: ValidateFunction): ValidateFunction {
  const validate: ValidateFunction = (body) => {
    const verdict = holdsMoreThan(body, FEW_VALUES)
      ? withinCpuTime(ALL_ERRORS_MS, () => all(body))
      : { value: all(body) }
    const isValid = verdict?.value ?? failFast(body)
    validate.errors = (verdict === undefined ? failFast.errors : all.errors) ?? null
    return isValid
  }
  return validate
}

/** A validator that is compiled when it is first asked. */
export function onFirstUse(make: () => ValidateFunction): ValidateFunction {
  let made: ValidateFunction | undefined
  const validate: ValidateFunction = (body) => {
    made ??= make()
    const isValid = made(body)
    validate.errors = made.errors ?? null
    return isValid
  }
  return validate
}

export function bounded(
  makeAll: () => ValidateFunction,
  failFast: ValidateFunction,
): ValidateFunction {
  let all: ValidateFunction | undefined
  const validate: ValidateFunction = (body) => {
    const chosen = holdsMoreThan(body, MOST_VALUES) ? failFast : (all ??= makeAll())
    const isValid = chosen(body)
    validate.errors = chosen.errors ?? null
    return isValid
  }
  return validate
}

/** Whether a JSON value holds more values than so many, itself and those within others counted. */
function holdsMoreThan(value: unknown, most: number): boolean {
  const open = [value]
  let count = 1
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    const held: readonly unknown[] = Array.isArray(next) ? next : Object.values(next)
    count += held.length
    if (count > most) return true
    for (const one of held) open.push(one)
  }
  return false
}
