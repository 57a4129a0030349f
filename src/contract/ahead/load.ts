import type { CompiledSchema, ValidateFunction } from '../compile.ts'
import { type Contract, createContract } from '../contract.ts'
import { MODEL, SHA256 } from '../generated/model.js'
import * as fast from '../generated/validators-fast.js'
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
const FAST: Readonly<Record<string, ValidateFunction>> = fast
const THOROUGH: Readonly<Record<string, ValidateFunction>> = thorough

function compiled(key: string): CompiledSchema {
  const found = { quick: QUICK[key], fast: FAST[key], thorough: THOROUGH[key] }
  if (found.quick === undefined || found.fast === undefined || found.thorough === undefined) {
    throw new Error(`no compiled validator ${key}`)
  }
  return { quick: found.quick, fast: found.fast, thorough: found.thorough }
}
