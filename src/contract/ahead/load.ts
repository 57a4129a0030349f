import type { CompiledSchema } from '../compile.ts'
import type { ValidateFunction } from '../validate-function.ts'
import { type Contract, createContract } from '../contract.ts'
import { MODEL, SHA256 } from '../generated/model.js'
import * as allErrors from '../generated/validators-all-errors.js'
import * as failFast from '../generated/validators-fail-fast.js'
import type { ContractModel } from '../model.ts'

/** Of the document that the generated files were made from. */
export const AHEAD_SHA256 = SHA256

/** The shipped contract with its validators compiled ahead of time. */
export function loadAhead(shownAs: string, files: readonly string[]): Contract {
  const model = JSON.parse(MODEL) as ContractModel
  const known = new Map<string, CompiledSchema>()
  const compile = (key: string): CompiledSchema => {
    const validators = known.get(key) ?? compiled(key)
    known.set(key, validators)
    return validators
  }
  return createContract({ ...model, file: shownAs }, compile, { files })
}

const FAIL_FAST: Readonly<Record<string, ValidateFunction>> = failFast
const ALL_ERRORS: Readonly<Record<string, ValidateFunction>> = allErrors

function compiled(key: string): CompiledSchema {
  const [first, all] = [FAIL_FAST[key], ALL_ERRORS[key]]
  if (first === undefined || all === undefined) throw new Error(`no compiled validator ${key}`)
  return { failFast: first, allErrors: all }
}
