import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { defined, isRecord, parseJson } from '../../core/index.ts'
import { moduleOf } from './standalone.ts'

/** The versions of OpenAPI that have a schema of their own. */
export const OPENAPI_VERSIONS = ['3.0', '3.1', '3.2'] as const

/**
 * The text of a module that validates the structure of documents of one version of OpenAPI: the schema of the OpenAPI
 * Initiative as the package has it, compiled ahead, because compiling it takes longer than most documents to validate.
 */
export function structureModule(version: string): string {
  const schema = schemaOf(version)
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    // A contact's address does not make a contract unusable.
    validateFormats: false,
    validateSchema: false,
    logger: false,
    code: { source: true, esm: true, lines: true },
  })
  ajv.addSchema(version === '3.0' ? modern(schema) : schema, 'validate')
  return moduleOf(ajv, ['validate'])
}

function schemaOf(version: string): object {
  const folder = import.meta.resolve('@seriousme/openapi-schema-validator')
  const file = fileURLToPath(new URL(`schemas/v${version}/schema.json`, folder))
  const parsed = parseJson(readFileSync(file, 'utf8'))
  if (!parsed.ok || !isRecord(parsed.value)) throw new Error(`${file} is not a schema`)
  return parsed.value
}

/** The schema of OpenAPI 3.0 is one of draft 4, of which two keywords are written otherwise today. */
function modern(schema: unknown): object {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit)
    if (!isRecord(value)) return value
    // What is beside a reference has no effect in draft 4.
    if (typeof value.$ref === 'string') return { $ref: value.$ref }
    const { id, $schema: _draft, exclusiveMinimum, minimum, ...rest } = value
    return {
      ...Object.fromEntries(Object.entries(rest).map(([name, each]) => [name, visit(each)])),
      // A property of this name has a schema; the address of the schema itself is of no use here.
      ...defined({
        id: typeof id === 'string' ? undefined : visit(id),
        minimum: exclusiveMinimum === true ? undefined : visit(minimum),
        exclusiveMinimum: exclusiveMinimum === true ? minimum : visit(exclusiveMinimum),
      }),
    }
  }
  return visit(schema) as object
}
