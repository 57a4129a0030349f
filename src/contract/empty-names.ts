import { _, type KeywordCxt } from 'ajv'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { isRecord } from '../core/index.ts'

/**
 * Ajv's `required` and `dependentRequired` end at the first name that is missing, and take an empty name for none: a missing
 * property `""` is accepted. Lists with that name are compiled here, all others as ajv does.
 */
export function addEmptyNames(ajv: Ajv2020): void {
  override(ajv, 'required', hasEmptyName, (cxt) => {
    for (const name of namesIn(cxt.schema)) failWithout(cxt, name)
  })
  const isAffected = (schema: unknown): boolean =>
    isRecord(schema) && Object.values(schema).some(hasEmptyName)
  override(ajv, 'dependentRequired', isAffected, (cxt) => {
    const dependents = isRecord(cxt.schema) ? Object.entries(cxt.schema) : []
    for (const [property, needed] of dependents)
      for (const name of namesIn(needed)) failWithout(cxt, name, property)
  })
}

function override(
  ajv: Ajv2020,
  keyword: string,
  isAffected: (schema: unknown) => boolean,
  code: (cxt: KeywordCxt) => void,
): void {
  const definition = ajv.getKeyword(keyword)
  if (typeof definition === 'boolean' || !('code' in definition)) return
  const usual = definition.code
  // The instance has a definition of its own; added anew, the keyword would come after the others.
  definition.code = (cxt) => (isAffected(cxt.schema) ? code(cxt) : usual(cxt))
}

/** @param property the one that must be there for the name to be required */
function failWithout(cxt: KeywordCxt, name: string, property?: string): void {
  const { data } = cxt
  cxt.setParams({ missingProperty: _`${name}`, property, depsCount: 1, deps: name })
  const isMissing = _`!Object.hasOwn(${data}, ${name})`
  cxt.fail(
    property === undefined ? isMissing : _`Object.hasOwn(${data}, ${property}) && ${isMissing}`,
  )
}

function hasEmptyName(names: unknown): boolean {
  return namesIn(names).includes('')
}

function namesIn(names: unknown): string[] {
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}
