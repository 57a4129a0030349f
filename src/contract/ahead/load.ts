import type { CompiledSchema, ValidateFunction } from '../compile.ts'
import { type Contract, createContract } from '../contract.ts'
import { MODEL, SHA256 } from '../generated/model.js'
import * as fast from '../generated/validators-fast.js'
import * as thorough from '../generated/validators-thorough.js'
import type { ContractModel } from '../model.ts'

/** Of the document that the generated files were made from. */
export const AHEAD_SHA256 = SHA256

/** The shipped contract with its validators compiled ahead of time. */
export function loadAhead(shownAs: string, files: readonly string[]): Contract {
  const model = JSON.parse(MODEL) as ContractModel
  return createContract({ ...model, file: shownAs }, (key) => compiled(key), files)
}

const FAST: Readonly<Record<string, ValidateFunction>> = fast
const THOROUGH: Readonly<Record<string, ValidateFunction>> = thorough

function compiled(key: string): CompiledSchema {
  const quick = FAST[key]
  const full = THOROUGH[key]
  if (quick === undefined || full === undefined) throw new Error(`no compiled validator ${key}`)
  return { fast: quick, thorough: full }
}
