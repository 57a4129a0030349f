import type { CompiledSchema, ValidateFunction } from '../compile.ts'
import { type Contract, createContract } from '../contract.ts'
import { MODEL, SHA256 } from '../generated/model.js'
import * as quick from '../generated/validators-quick.js'
import * as thorough from '../generated/validators-thorough.js'
import type { ContractModel } from '../model.ts'
import type { QuickCheck } from '../quick.ts'

/** Of the document that the generated files were made from. */
export const AHEAD_SHA256 = SHA256

/** The shipped contract with its validators compiled ahead of time. */
export function loadAhead(shownAs: string, files: readonly string[]): Contract {
  const model = JSON.parse(MODEL) as ContractModel
  return createContract({ ...model, file: shownAs }, (key) => compiled(key), files)
}

const QUICK: Readonly<Record<string, QuickCheck>> = quick
const THOROUGH: Readonly<Record<string, ValidateFunction>> = thorough

function compiled(key: string): CompiledSchema {
  const [quickCheck, validate] = [QUICK[key], THOROUGH[key]]
  if (quickCheck === undefined || validate === undefined) {
    throw new Error(`no compiled validator ${key}`)
  }
  return { quick: quickCheck, thorough: validate }
}
