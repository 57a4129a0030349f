import { _ } from 'ajv'
import { createAjv } from '../compile.ts'
import type { InlinedSchema } from '../inlined-schema.ts'
import { essenceOf, type Schema } from '../schema.ts'
import { validatable } from '../validatable.ts'
import { moduleOf } from './standalone.ts'

/** What the compiled code calls by these names. */
const RUNTIME = {
  '../formats.ts': ['formats'],
  '../json-rules.ts': ['isSame', 'multiplesOf', 'repeatedItem'],
}

/**
 * The text of a module that exports one compiled validator for each schema, under its key.
 * @param allErrors whether they find every error, or end at the first
 */
export function validatorsModule(
  schemas: ReadonlyMap<string, InlinedSchema>,
  allErrors: boolean,
): string {
  const essences = new Map(
    [...schemas].map(([key, { schema }]) => [key, validatable(essenceOf(schema) as Schema)]),
  )
  const ajv = createAjv({
    allErrors,
    ownProperties: [...essences.values()].some(({ namesInherited }) => namesInherited),
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  })
  for (const [key, { schema }] of essences) ajv.addSchema(schema, key)
  return moduleOf(ajv, [...schemas.keys()], runtimeImports)
}

function runtimeImports(code: string): string {
  return Object.entries(RUNTIME)
    .map(([file, names]) => [file, names.filter((name) => code.includes(`= ${name}`))] as const)
    .filter(([, names]) => names.length > 0)
    .map(([file, names]) => `import { ${names.join(', ')} } from '${file}'\n`)
    .join('')
}

/** Nobody reads more, and a list of a million wrong items would fill the memory with errors. */
const MOST_ERRORS = 1000

/**
 * Loops over items and properties end once a body has broken rules this often: it is invalid then, whatever else there is.
 * @throws Error for a contract in which a loop may find errors that do not count
 */
export function boundErrors(code: string): string {
  if (/keyword:"(?:contains|anyOf|oneOf|not|if)"/.test(code)) {
    throw new Error('errors within contains, anyOf, oneOf, not or if do not count: bound no loops')
  }
  return code.replaceAll(/^for\(.*\)\{$/gm, `$&\nif (errors >= ${MOST_ERRORS}) break;`)
}
